using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class AddFestivalTermsAndDayKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "ShownOnly",
                table: "Festivals",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Term",
                table: "Festivals",
                maxLength: 30,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "BirthdayKey",
                table: "Customers",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "FoundingKey",
                table: "Customers",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "BirthdayKey",
                table: "Contacts",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Customers_BirthdayKey",
                table: "Customers",
                column: "BirthdayKey");

            migrationBuilder.CreateIndex(
                name: "IX_Customers_FoundingKey",
                table: "Customers",
                column: "FoundingKey");

            migrationBuilder.CreateIndex(
                name: "IX_Contacts_BirthdayKey",
                table: "Contacts",
                column: "BirthdayKey");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Customers_BirthdayKey",
                table: "Customers");

            migrationBuilder.DropIndex(
                name: "IX_Customers_FoundingKey",
                table: "Customers");

            migrationBuilder.DropIndex(
                name: "IX_Contacts_BirthdayKey",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "ShownOnly",
                table: "Festivals");

            migrationBuilder.DropColumn(
                name: "Term",
                table: "Festivals");

            migrationBuilder.DropColumn(
                name: "BirthdayKey",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "FoundingKey",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "BirthdayKey",
                table: "Contacts");
        }
    }
}
