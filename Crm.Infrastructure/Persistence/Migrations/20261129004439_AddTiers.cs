using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class AddTiers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "FrequencyScore",
                table: "CustomerTrades",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MonetaryScore",
                table: "CustomerTrades",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RecencyScore",
                table: "CustomerTrades",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ValueClass",
                table: "CustomerTrades",
                maxLength: 30,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Tier",
                table: "Customers",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "TierIsManual",
                table: "Customers",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateOnly>(
                name: "TierSince",
                table: "Customers",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "TierUntil",
                table: "Customers",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "TierChanges",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    CustomerId = table.Column<Guid>(nullable: false),
                    FromTier = table.Column<string>(maxLength: 40, nullable: true),
                    Tier = table.Column<string>(maxLength: 40, nullable: true),
                    Cause = table.Column<string>(maxLength: 30, nullable: false),
                    At = table.Column<DateTime>(nullable: false),
                    RuleId = table.Column<Guid>(nullable: true),
                    Rule = table.Column<string>(maxLength: 100, nullable: true),
                    Reason = table.Column<string>(maxLength: 500, nullable: true),
                    Inputs = table.Column<string>(nullable: false),
                    UserId = table.Column<Guid>(nullable: true),
                    Until = table.Column<DateOnly>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TierChanges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TierChanges_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "TierProposals",
                columns: table => new
                {
                    CustomerId = table.Column<Guid>(nullable: false),
                    FromTier = table.Column<string>(maxLength: 40, nullable: true),
                    Tier = table.Column<string>(maxLength: 40, nullable: true),
                    RuleId = table.Column<Guid>(nullable: true),
                    Rule = table.Column<string>(maxLength: 100, nullable: true),
                    Inputs = table.Column<string>(nullable: false),
                    At = table.Column<DateTime>(nullable: false),
                    SeenAt = table.Column<DateTime>(nullable: false),
                    IsRejected = table.Column<bool>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TierProposals", x => x.CustomerId);
                    table.ForeignKey(
                        name: "FK_TierProposals_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "TierSchemes",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Content = table.Column<string>(nullable: false),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TierSchemes", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_Tier",
                table: "Customers",
                column: "Tier");

            migrationBuilder.CreateIndex(
                name: "IX_TierChanges_CustomerId_At",
                table: "TierChanges",
                columns: new[] { "CustomerId", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "TierChanges");

            migrationBuilder.DropTable(
                name: "TierProposals");

            migrationBuilder.DropTable(
                name: "TierSchemes");

            migrationBuilder.DropIndex(
                name: "IX_Customers_Tier",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "FrequencyScore",
                table: "CustomerTrades");

            migrationBuilder.DropColumn(
                name: "MonetaryScore",
                table: "CustomerTrades");

            migrationBuilder.DropColumn(
                name: "RecencyScore",
                table: "CustomerTrades");

            migrationBuilder.DropColumn(
                name: "ValueClass",
                table: "CustomerTrades");

            migrationBuilder.DropColumn(
                name: "Tier",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "TierIsManual",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "TierSince",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "TierUntil",
                table: "Customers");
        }
    }
}
