using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class JobsOutboxAndKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Language",
                table: "Users",
                maxLength: 10,
                nullable: false,
                defaultValue: "zh-CN");

            migrationBuilder.CreateTable(
                name: "DataProtectionKeys",
                columns: table => new
                {
                    Name = table.Column<string>(maxLength: 100, nullable: false),
                    Xml = table.Column<string>(maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataProtectionKeys", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "JobRuns",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Job = table.Column<string>(maxLength: 40, nullable: false),
                    FireAt = table.Column<DateTime>(nullable: false),
                    Node = table.Column<string>(maxLength: 100, nullable: false),
                    StartedAt = table.Column<DateTime>(nullable: false),
                    EndedAt = table.Column<DateTime>(nullable: true),
                    Outcome = table.Column<string>(maxLength: 30, nullable: false),
                    Count = table.Column<int>(nullable: false),
                    Error = table.Column<string>(maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JobRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "OutboxMessages",
                columns: table => new
                {
                    Number = table.Column<long>(nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Kind = table.Column<string>(maxLength: 20, nullable: false),
                    AboutId = table.Column<Guid>(nullable: false),
                    Payload = table.Column<string>(maxLength: 4000, nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    DueAt = table.Column<DateTime>(nullable: false),
                    Attempts = table.Column<int>(nullable: false),
                    Error = table.Column<string>(maxLength: 200, nullable: true),
                    DeadAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutboxMessages", x => x.Number);
                });

            migrationBuilder.CreateIndex(
                name: "IX_JobRuns_Job_FireAt",
                table: "JobRuns",
                columns: new[] { "Job", "FireAt" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMessages_AboutId_Number",
                table: "OutboxMessages",
                columns: new[] { "AboutId", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMessages_DeadAt_DueAt",
                table: "OutboxMessages",
                columns: new[] { "DeadAt", "DueAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DataProtectionKeys");

            migrationBuilder.DropTable(
                name: "JobRuns");

            migrationBuilder.DropTable(
                name: "OutboxMessages");

            migrationBuilder.DropColumn(
                name: "Language",
                table: "Users");
        }
    }
}
