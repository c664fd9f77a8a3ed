using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class AddChangeLog : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ChangeSets",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Entity = table.Column<string>(maxLength: 40, nullable: false),
                    RecordId = table.Column<Guid>(nullable: false),
                    Version = table.Column<int>(nullable: false),
                    Verb = table.Column<string>(maxLength: 30, nullable: false),
                    At = table.Column<DateTime>(nullable: false),
                    UserId = table.Column<Guid>(nullable: true),
                    Source = table.Column<string>(maxLength: 30, nullable: false),
                    Reference = table.Column<Guid>(nullable: true),
                    Row = table.Column<int>(nullable: true),
                    RequestId = table.Column<string>(maxLength: 40, nullable: true),
                    Fields = table.Column<string>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChangeSets", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ChangeSets_RecordId_Version",
                table: "ChangeSets",
                columns: new[] { "RecordId", "Version" });

            migrationBuilder.CreateIndex(
                name: "IX_ChangeSets_Reference_Id",
                table: "ChangeSets",
                columns: new[] { "Reference", "Id" },
                filter: "\"Reference\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ChangeSets");
        }
    }
}
