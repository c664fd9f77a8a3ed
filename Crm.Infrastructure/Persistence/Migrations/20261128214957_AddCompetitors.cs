using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class AddCompetitors : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Competitors",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    ThreatLevel = table.Column<string>(maxLength: 40, nullable: true),
                    Website = table.Column<string>(maxLength: 300, nullable: true),
                    Country = table.Column<string>(maxLength: 60, nullable: true),
                    MarketShare = table.Column<decimal>(precision: 19, scale: 4, nullable: true),
                    MainProducts = table.Column<string>(maxLength: 1000, nullable: true),
                    Strengths = table.Column<string>(maxLength: 4000, nullable: true),
                    Weaknesses = table.Column<string>(maxLength: 4000, nullable: true),
                    OwnerId = table.Column<Guid>(nullable: true),
                    Notes = table.Column<string>(maxLength: 4000, nullable: true),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true),
                    Custom = table.Column<string>(nullable: true),
                    Name = table.Column<string>(maxLength: 200, nullable: false),
                    NameSortKey = table.Column<string>(maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Competitors", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Competitors_Users_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Competitors_CreatedAt_Id",
                table: "Competitors",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Competitors_MarketShare_Id",
                table: "Competitors",
                columns: new[] { "MarketShare", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Competitors_Name",
                table: "Competitors",
                column: "Name",
                unique: true,
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Competitors_NameSortKey_Id",
                table: "Competitors",
                columns: new[] { "NameSortKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Competitors_OwnerId",
                table: "Competitors",
                column: "OwnerId");

            migrationBuilder.CreateIndex(
                name: "IX_Competitors_UpdatedAt_Id",
                table: "Competitors",
                columns: new[] { "UpdatedAt", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Competitors");
        }
    }
}
