using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class AddImports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ImportMemories",
                columns: table => new
                {
                    UserId = table.Column<Guid>(nullable: false),
                    Entity = table.Column<string>(maxLength: 40, nullable: false),
                    Shape = table.Column<string>(maxLength: 32, nullable: false),
                    Mapping = table.Column<string>(nullable: false),
                    UsedAt = table.Column<DateTime>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportMemories", x => new { x.UserId, x.Entity, x.Shape });
                    table.ForeignKey(
                        name: "FK_ImportMemories_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ImportUploads",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    UserId = table.Column<Guid>(nullable: false),
                    Name = table.Column<string>(maxLength: 200, nullable: false),
                    Key = table.Column<string>(maxLength: 100, nullable: false),
                    RowsKey = table.Column<string>(maxLength: 100, nullable: false),
                    Staged = table.Column<string>(nullable: false),
                    ExpiresAt = table.Column<DateTime>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportUploads", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ImportUploads_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ImportUploads_ExpiresAt",
                table: "ImportUploads",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_ImportUploads_UserId",
                table: "ImportUploads",
                column: "UserId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ImportMemories");

            migrationBuilder.DropTable(
                name: "ImportUploads");
        }
    }
}
