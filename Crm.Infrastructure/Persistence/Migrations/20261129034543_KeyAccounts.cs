using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class KeyAccounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "KeyAccountPlans",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    CustomerId = table.Column<Guid>(nullable: false),
                    Status = table.Column<string>(maxLength: 30, nullable: false),
                    StartedOn = table.Column<DateOnly>(nullable: false),
                    LastReviewOn = table.Column<DateOnly>(nullable: true),
                    NextReviewOn = table.Column<DateOnly>(nullable: true),
                    ToldOfReviewOn = table.Column<DateOnly>(nullable: true),
                    Content = table.Column<string>(nullable: false),
                    OpenGoals = table.Column<int>(nullable: false),
                    OpenActions = table.Column<int>(nullable: false),
                    NextActionOn = table.Column<DateOnly>(nullable: true),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KeyAccountPlans", x => x.Id);
                    table.ForeignKey(
                        name: "FK_KeyAccountPlans_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "KeyAccountVersions",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    PlanId = table.Column<Guid>(nullable: false),
                    At = table.Column<DateTime>(nullable: false),
                    UserId = table.Column<Guid>(nullable: true),
                    Content = table.Column<string>(nullable: false),
                    ReviewedOn = table.Column<DateOnly>(nullable: true),
                    Note = table.Column<string>(maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KeyAccountVersions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_KeyAccountVersions_KeyAccountPlans_PlanId",
                        column: x => x.PlanId,
                        principalTable: "KeyAccountPlans",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_KeyAccountPlans_CustomerId",
                table: "KeyAccountPlans",
                column: "CustomerId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_KeyAccountPlans_NextReviewOn",
                table: "KeyAccountPlans",
                column: "NextReviewOn");

            migrationBuilder.CreateIndex(
                name: "IX_KeyAccountVersions_PlanId_At",
                table: "KeyAccountVersions",
                columns: new[] { "PlanId", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "KeyAccountVersions");

            migrationBuilder.DropTable(
                name: "KeyAccountPlans");
        }
    }
}
