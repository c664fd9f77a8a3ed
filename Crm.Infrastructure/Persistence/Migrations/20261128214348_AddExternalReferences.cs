using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class AddExternalReferences : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ExternalReferences",
                columns: table => new
                {
                    Entity = table.Column<string>(maxLength: 40, nullable: false),
                    System = table.Column<string>(maxLength: 40, nullable: false),
                    ExternalId = table.Column<string>(maxLength: 200, nullable: false),
                    RecordId = table.Column<Guid>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExternalReferences", x => new { x.Entity, x.System, x.ExternalId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_ExternalReferences_RecordId",
                table: "ExternalReferences",
                column: "RecordId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ExternalReferences");
        }
    }
}
