using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class RevenueIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CustomerTrades_NetRevenue",
                table: "CustomerTrades");

            migrationBuilder.DropIndex(
                name: "IX_CustomerTrades_NetRevenueLately",
                table: "CustomerTrades");

            migrationBuilder.CreateIndex(
                name: "IX_CustomerTrades_NetRevenue_LastOrderOn",
                table: "CustomerTrades",
                columns: new[] { "NetRevenue", "LastOrderOn" });

            migrationBuilder.CreateIndex(
                name: "IX_CustomerTrades_NetRevenueLately_LastOrderOn",
                table: "CustomerTrades",
                columns: new[] { "NetRevenueLately", "LastOrderOn" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CustomerTrades_NetRevenue_LastOrderOn",
                table: "CustomerTrades");

            migrationBuilder.DropIndex(
                name: "IX_CustomerTrades_NetRevenueLately_LastOrderOn",
                table: "CustomerTrades");

            migrationBuilder.CreateIndex(
                name: "IX_CustomerTrades_NetRevenue",
                table: "CustomerTrades",
                column: "NetRevenue");

            migrationBuilder.CreateIndex(
                name: "IX_CustomerTrades_NetRevenueLately",
                table: "CustomerTrades",
                column: "NetRevenueLately");
        }
    }
}
