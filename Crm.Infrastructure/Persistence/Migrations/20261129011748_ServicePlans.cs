using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class ServicePlans : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "EscalatedAt",
                table: "FollowUps",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Origin",
                table: "FollowUps",
                maxLength: 30,
                nullable: false,
                defaultValue: "User");

            migrationBuilder.CreateTable(
                name: "ServicePlans",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Tier = table.Column<string>(maxLength: 40, nullable: true),
                    CadenceDays = table.Column<int>(nullable: false),
                    GraceDays = table.Column<int>(nullable: false),
                    LeadDays = table.Column<int>(nullable: false),
                    Channel = table.Column<string>(maxLength: 30, nullable: false),
                    ResponseHours = table.Column<int>(nullable: true),
                    DiscountCeiling = table.Column<decimal>(precision: 19, scale: 4, nullable: true),
                    GiftBudget = table.Column<decimal>(precision: 19, scale: 4, nullable: true),
                    Dedicated = table.Column<bool>(nullable: false),
                    ApproverId = table.Column<Guid>(nullable: true),
                    Notes = table.Column<string>(maxLength: 2000, nullable: true),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true),
                    Custom = table.Column<string>(nullable: true),
                    Name = table.Column<string>(maxLength: 100, nullable: false),
                    NameSortKey = table.Column<string>(maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ServicePlans", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ServicePlans_Users_ApproverId",
                        column: x => x.ApproverId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ServicePlans_ApproverId",
                table: "ServicePlans",
                column: "ApproverId");

            migrationBuilder.CreateIndex(
                name: "IX_ServicePlans_CadenceDays_Id",
                table: "ServicePlans",
                columns: new[] { "CadenceDays", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ServicePlans_CreatedAt_Id",
                table: "ServicePlans",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ServicePlans_Name",
                table: "ServicePlans",
                column: "Name",
                unique: true,
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ServicePlans_NameSortKey_Id",
                table: "ServicePlans",
                columns: new[] { "NameSortKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ServicePlans_UpdatedAt_Id",
                table: "ServicePlans",
                columns: new[] { "UpdatedAt", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ServicePlans");

            migrationBuilder.DropColumn(
                name: "EscalatedAt",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "Origin",
                table: "FollowUps");
        }
    }
}
