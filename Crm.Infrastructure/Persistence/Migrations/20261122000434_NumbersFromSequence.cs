using Crm.Infrastructure.Persistence.Providers;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class NumbersFromSequence : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateSequence(
                name: "CustomerNumbers");

            if (migrationBuilder.ActiveProvider == Sqlite.ProviderName)
                migrationBuilder.Sql("""UPDATE "CustomerNumbers" SET "Last" = coalesce((SELECT "Value" FROM "Sequences" WHERE "Name" = 'customers'), 0)""");

            migrationBuilder.DropTable(
                name: "Sequences");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropSequence(
                name: "CustomerNumbers");

            migrationBuilder.CreateTable(
                name: "Sequences",
                columns: table => new
                {
                    Name = table.Column<string>(maxLength: 40, nullable: false),
                    Value = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Sequences", x => x.Name);
                });
        }
    }
}
