using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class RegionAndColours : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "RegionCode",
                table: "Customers",
                maxLength: 6,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Color",
                table: "CodeListItems",
                maxLength: 20,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Customers_RegionCode",
                table: "Customers",
                column: "RegionCode");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Customers_RegionCode",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "RegionCode",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "Color",
                table: "CodeListItems");
        }
    }
}
