using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class PublicPool : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Count",
                table: "Notifications",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "LastFollowUpAt",
                table: "Customers",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "LastOwnerId",
                table: "Customers",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "OwnedSince",
                table: "Customers",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PoolNote",
                table: "Customers",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PoolReason",
                table: "Customers",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "PoolWarnedAt",
                table: "Customers",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "PooledAt",
                table: "Customers",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Protected",
                table: "Customers",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "PoolRules",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    ClaimLimit = table.Column<int>(nullable: true),
                    CooldownDays = table.Column<int>(nullable: false),
                    RecoverAfterDays = table.Column<int>(nullable: true),
                    WarningDays = table.Column<int>(nullable: false),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PoolRules", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_LastOwnerId",
                table: "Customers",
                column: "LastOwnerId");

            migrationBuilder.CreateIndex(
                name: "IX_Customers_OwnerId_PooledAt",
                table: "Customers",
                columns: new[] { "OwnerId", "PooledAt" });

            migrationBuilder.AddForeignKey(
                name: "FK_Customers_Users_LastOwnerId",
                table: "Customers",
                column: "LastOwnerId",
                principalTable: "Users",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Customers_Users_LastOwnerId",
                table: "Customers");

            migrationBuilder.DropTable(
                name: "PoolRules");

            migrationBuilder.DropIndex(
                name: "IX_Customers_LastOwnerId",
                table: "Customers");

            migrationBuilder.DropIndex(
                name: "IX_Customers_OwnerId_PooledAt",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "Count",
                table: "Notifications");

            migrationBuilder.DropColumn(
                name: "LastFollowUpAt",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "LastOwnerId",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "OwnedSince",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "PoolNote",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "PoolReason",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "PoolWarnedAt",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "PooledAt",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "Protected",
                table: "Customers");
        }
    }
}
