using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class AddFieldRules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "FieldRules",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Entity = table.Column<string>(maxLength: 40, nullable: false),
                    Field = table.Column<string>(maxLength: 60, nullable: false),
                    Kind = table.Column<string>(maxLength: 30, nullable: false),
                    When = table.Column<string>(maxLength: 4000, nullable: true),
                    Pattern = table.Column<string>(maxLength: 200, nullable: true),
                    Operator = table.Column<string>(maxLength: 20, nullable: true),
                    OtherField = table.Column<string>(maxLength: 60, nullable: true),
                    Value = table.Column<string>(maxLength: 200, nullable: true),
                    Options = table.Column<string>(nullable: false),
                    MessageZh = table.Column<string>(maxLength: 200, nullable: false),
                    MessageEn = table.Column<string>(maxLength: 200, nullable: false),
                    Active = table.Column<bool>(nullable: false),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FieldRules", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_FieldRules_Entity",
                table: "FieldRules",
                column: "Entity");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "FieldRules");
        }
    }
}
