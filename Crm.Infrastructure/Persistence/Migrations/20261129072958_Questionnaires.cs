using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Questionnaires : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "QuestionnaireId",
                table: "ServicePlans",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "AnsweredAt",
                table: "FollowUps",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Answers",
                table: "FollowUps",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "QuestionnaireId",
                table: "FollowUps",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "UnaskedReason",
                table: "FollowUps",
                maxLength: 500,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Questionnaires",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Name = table.Column<string>(maxLength: 100, nullable: false),
                    NameEn = table.Column<string>(maxLength: 100, nullable: true),
                    Purpose = table.Column<string>(maxLength: 500, nullable: true),
                    PurposeEn = table.Column<string>(maxLength: 500, nullable: true),
                    Active = table.Column<bool>(nullable: false),
                    PublishedNumber = table.Column<int>(nullable: false),
                    DraftedAt = table.Column<DateTime>(nullable: true),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Questionnaires", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "QuestionnaireVersions",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    QuestionnaireId = table.Column<Guid>(nullable: false),
                    Number = table.Column<int>(nullable: false),
                    Questions = table.Column<string>(nullable: false),
                    PublishedAt = table.Column<DateTime>(nullable: true),
                    PublishedById = table.Column<Guid>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QuestionnaireVersions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_QuestionnaireVersions_Questionnaires_QuestionnaireId",
                        column: x => x.QuestionnaireId,
                        principalTable: "Questionnaires",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AnswerSets",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    FollowUpId = table.Column<Guid>(nullable: false),
                    CustomerId = table.Column<Guid>(nullable: true),
                    QuestionnaireId = table.Column<Guid>(nullable: false),
                    SheetId = table.Column<Guid>(nullable: false),
                    SheetNumber = table.Column<int>(nullable: false),
                    Status = table.Column<string>(maxLength: 30, nullable: false),
                    AnsweredById = table.Column<Guid>(nullable: false),
                    AnsweredAt = table.Column<DateTime>(nullable: true),
                    WrittenAt = table.Column<DateTime>(nullable: false),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AnswerSets", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AnswerSets_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AnswerSets_FollowUps_FollowUpId",
                        column: x => x.FollowUpId,
                        principalTable: "FollowUps",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AnswerSets_QuestionnaireVersions_SheetId",
                        column: x => x.SheetId,
                        principalTable: "QuestionnaireVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AnswerSets_Questionnaires_QuestionnaireId",
                        column: x => x.QuestionnaireId,
                        principalTable: "Questionnaires",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AnswerSets_Users_AnsweredById",
                        column: x => x.AnsweredById,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Answers",
                columns: table => new
                {
                    AnswerSetId = table.Column<Guid>(nullable: false),
                    Key = table.Column<string>(maxLength: 40, nullable: false),
                    Place = table.Column<int>(nullable: false),
                    Code = table.Column<string>(maxLength: 40, nullable: true),
                    Number = table.Column<double>(nullable: true),
                    Text = table.Column<string>(maxLength: 4000, nullable: true),
                    Mark = table.Column<string>(maxLength: 81, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Answers", x => new { x.AnswerSetId, x.Key, x.Place });
                    table.ForeignKey(
                        name: "FK_Answers_AnswerSets_AnswerSetId",
                        column: x => x.AnswerSetId,
                        principalTable: "AnswerSets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_QuestionnaireId",
                table: "FollowUps",
                column: "QuestionnaireId",
                filter: "\"QuestionnaireId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AnswerSets_AnsweredAt_Id",
                table: "AnswerSets",
                columns: new[] { "AnsweredAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AnswerSets_AnsweredById",
                table: "AnswerSets",
                column: "AnsweredById");

            migrationBuilder.CreateIndex(
                name: "IX_AnswerSets_CustomerId_AnsweredAt",
                table: "AnswerSets",
                columns: new[] { "CustomerId", "AnsweredAt" });

            migrationBuilder.CreateIndex(
                name: "IX_AnswerSets_FollowUpId",
                table: "AnswerSets",
                column: "FollowUpId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AnswerSets_QuestionnaireId_AnsweredAt",
                table: "AnswerSets",
                columns: new[] { "QuestionnaireId", "AnsweredAt" });

            migrationBuilder.CreateIndex(
                name: "IX_AnswerSets_SheetId",
                table: "AnswerSets",
                column: "SheetId");

            migrationBuilder.CreateIndex(
                name: "IX_Questionnaires_Name",
                table: "Questionnaires",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_QuestionnaireVersions_QuestionnaireId_Number",
                table: "QuestionnaireVersions",
                columns: new[] { "QuestionnaireId", "Number" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_FollowUps_Questionnaires_QuestionnaireId",
                table: "FollowUps",
                column: "QuestionnaireId",
                principalTable: "Questionnaires",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_FollowUps_Questionnaires_QuestionnaireId",
                table: "FollowUps");

            migrationBuilder.DropTable(
                name: "Answers");

            migrationBuilder.DropTable(
                name: "AnswerSets");

            migrationBuilder.DropTable(
                name: "QuestionnaireVersions");

            migrationBuilder.DropTable(
                name: "Questionnaires");

            migrationBuilder.DropIndex(
                name: "IX_FollowUps_QuestionnaireId",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "QuestionnaireId",
                table: "ServicePlans");

            migrationBuilder.DropColumn(
                name: "AnsweredAt",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "Answers",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "QuestionnaireId",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "UnaskedReason",
                table: "FollowUps");
        }
    }
}
