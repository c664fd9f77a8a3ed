using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class AddCustomFields : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Custom",
                table: "Interactions",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Custom",
                table: "FollowUps",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Custom",
                table: "Customers",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Custom",
                table: "Contacts",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CustomFields",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Entity = table.Column<string>(maxLength: 40, nullable: false),
                    Key = table.Column<string>(maxLength: 40, nullable: false),
                    Type = table.Column<string>(maxLength: 30, nullable: false),
                    RelatesTo = table.Column<string>(maxLength: 40, nullable: true),
                    LabelZh = table.Column<string>(maxLength: 80, nullable: false),
                    LabelEn = table.Column<string>(maxLength: 80, nullable: false),
                    HelpZh = table.Column<string>(maxLength: 400, nullable: true),
                    HelpEn = table.Column<string>(maxLength: 400, nullable: true),
                    SectionZh = table.Column<string>(maxLength: 80, nullable: true),
                    SectionEn = table.Column<string>(maxLength: 80, nullable: true),
                    Options = table.Column<string>(nullable: false),
                    Required = table.Column<bool>(nullable: false),
                    Unique = table.Column<bool>(nullable: false),
                    Default = table.Column<string>(nullable: true),
                    Min = table.Column<decimal>(precision: 19, scale: 4, nullable: true),
                    Max = table.Column<decimal>(precision: 19, scale: 4, nullable: true),
                    MaxLength = table.Column<int>(nullable: true),
                    Pattern = table.Column<string>(maxLength: 200, nullable: true),
                    Searchable = table.Column<bool>(nullable: false),
                    Indexed = table.Column<bool>(nullable: false),
                    Position = table.Column<int>(nullable: false),
                    ArchivedAt = table.Column<DateTime>(nullable: true),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CustomFields", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CustomUniqueValues",
                columns: table => new
                {
                    FieldId = table.Column<Guid>(nullable: false),
                    RecordId = table.Column<Guid>(nullable: false),
                    Value = table.Column<string>(maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CustomUniqueValues", x => new { x.FieldId, x.RecordId });
                    table.ForeignKey(
                        name: "FK_CustomUniqueValues_CustomFields_FieldId",
                        column: x => x.FieldId,
                        principalTable: "CustomFields",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CustomFields_Entity_Key",
                table: "CustomFields",
                columns: new[] { "Entity", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CustomUniqueValues_FieldId_Value",
                table: "CustomUniqueValues",
                columns: new[] { "FieldId", "Value" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CustomUniqueValues_RecordId",
                table: "CustomUniqueValues",
                column: "RecordId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CustomUniqueValues");

            migrationBuilder.DropTable(
                name: "CustomFields");

            migrationBuilder.DropColumn(
                name: "Custom",
                table: "Interactions");

            migrationBuilder.DropColumn(
                name: "Custom",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "Custom",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "Custom",
                table: "Contacts");
        }
    }
}
