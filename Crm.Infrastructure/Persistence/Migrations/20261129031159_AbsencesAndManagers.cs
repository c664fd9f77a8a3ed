using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class AbsencesAndManagers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "DailyCapacity",
                table: "Users",
                nullable: false,
                defaultValue: 12);

            migrationBuilder.AddColumn<Guid>(
                name: "DeputyId",
                table: "Users",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Duties",
                table: "Users",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MostCustomers",
                table: "Users",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NameEn",
                table: "ServicePlans",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "DeputyToldAt",
                table: "FollowUps",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "StandsInForId",
                table: "FollowUps",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Absences",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    UserId = table.Column<Guid>(nullable: false),
                    From = table.Column<DateOnly>(nullable: false),
                    To = table.Column<DateOnly>(nullable: false),
                    Kind = table.Column<string>(maxLength: 30, nullable: false),
                    DeputyId = table.Column<Guid>(nullable: true),
                    Note = table.Column<string>(maxLength: 500, nullable: true),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Absences", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Absences_Users_DeputyId",
                        column: x => x.DeputyId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Absences_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Users_DeputyId",
                table: "Users",
                column: "DeputyId");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_StandsInForId",
                table: "FollowUps",
                column: "StandsInForId");

            migrationBuilder.CreateIndex(
                name: "IX_Absences_DeputyId",
                table: "Absences",
                column: "DeputyId");

            migrationBuilder.CreateIndex(
                name: "IX_Absences_From_Id",
                table: "Absences",
                columns: new[] { "From", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Absences_To_Id",
                table: "Absences",
                columns: new[] { "To", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Absences_UserId_To",
                table: "Absences",
                columns: new[] { "UserId", "To" });

            migrationBuilder.AddForeignKey(
                name: "FK_FollowUps_Users_StandsInForId",
                table: "FollowUps",
                column: "StandsInForId",
                principalTable: "Users",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Users_Users_DeputyId",
                table: "Users",
                column: "DeputyId",
                principalTable: "Users",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_FollowUps_Users_StandsInForId",
                table: "FollowUps");

            migrationBuilder.DropForeignKey(
                name: "FK_Users_Users_DeputyId",
                table: "Users");

            migrationBuilder.DropTable(
                name: "Absences");

            migrationBuilder.DropIndex(
                name: "IX_Users_DeputyId",
                table: "Users");

            migrationBuilder.DropIndex(
                name: "IX_FollowUps_StandsInForId",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "DailyCapacity",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "DeputyId",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "Duties",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "MostCustomers",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "NameEn",
                table: "ServicePlans");

            migrationBuilder.DropColumn(
                name: "DeputyToldAt",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "StandsInForId",
                table: "FollowUps");
        }
    }
}
