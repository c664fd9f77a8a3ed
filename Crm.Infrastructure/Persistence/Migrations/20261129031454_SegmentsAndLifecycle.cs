using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class SegmentsAndLifecycle : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "LostOn",
                table: "CustomerTrades",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "SilentOn",
                table: "CustomerTrades",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Stage",
                table: "CustomerTrades",
                maxLength: 30,
                nullable: false,
                defaultValue: "Prospect");

            migrationBuilder.AddColumn<DateOnly>(
                name: "StageSince",
                table: "CustomerTrades",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "LifecycleRules",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    SilentTimes = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    LostTimes = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    HouseGapDays = table.Column<int>(nullable: false),
                    OwnGapFromOrders = table.Column<int>(nullable: false),
                    MinGapDays = table.Column<int>(nullable: false),
                    MaxGapDays = table.Column<int>(nullable: false),
                    NewUpToOrders = table.Column<int>(nullable: false),
                    InForceFrom = table.Column<DateOnly>(nullable: true),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LifecycleRules", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Segments",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Name = table.Column<string>(maxLength: 60, nullable: false),
                    Description = table.Column<string>(maxLength: 500, nullable: true),
                    Color = table.Column<string>(maxLength: 20, nullable: false),
                    Kind = table.Column<string>(maxLength: 30, nullable: false),
                    Where = table.Column<string>(nullable: true),
                    OwnerId = table.Column<Guid>(nullable: false),
                    Shared = table.Column<bool>(nullable: false),
                    TakenAt = table.Column<DateTime>(nullable: true),
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
                    table.PrimaryKey("PK_Segments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Segments_Users_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "StageChanges",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    CustomerId = table.Column<Guid>(nullable: false),
                    FromStage = table.Column<string>(maxLength: 30, nullable: false),
                    ToStage = table.Column<string>(maxLength: 30, nullable: false),
                    OnDay = table.Column<DateOnly>(nullable: false),
                    Step = table.Column<string>(maxLength: 40, nullable: false),
                    Figures = table.Column<string>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StageChanges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_StageChanges_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SegmentMembers",
                columns: table => new
                {
                    SegmentId = table.Column<Guid>(nullable: false),
                    CustomerId = table.Column<Guid>(nullable: false),
                    Picked = table.Column<bool>(nullable: false),
                    AddedAt = table.Column<DateTime>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SegmentMembers", x => new { x.SegmentId, x.CustomerId });
                    table.ForeignKey(
                        name: "FK_SegmentMembers_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_SegmentMembers_Segments_SegmentId",
                        column: x => x.SegmentId,
                        principalTable: "Segments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SegmentSizes",
                columns: table => new
                {
                    SegmentId = table.Column<Guid>(nullable: false),
                    Day = table.Column<DateOnly>(nullable: false),
                    Customers = table.Column<int>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SegmentSizes", x => new { x.SegmentId, x.Day });
                    table.ForeignKey(
                        name: "FK_SegmentSizes_Segments_SegmentId",
                        column: x => x.SegmentId,
                        principalTable: "Segments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CustomerTrades_LostOn",
                table: "CustomerTrades",
                column: "LostOn");

            migrationBuilder.CreateIndex(
                name: "IX_CustomerTrades_SilentOn",
                table: "CustomerTrades",
                column: "SilentOn");

            migrationBuilder.CreateIndex(
                name: "IX_SegmentMembers_CustomerId",
                table: "SegmentMembers",
                column: "CustomerId");

            migrationBuilder.CreateIndex(
                name: "IX_Segments_OwnerId_Name",
                table: "Segments",
                columns: new[] { "OwnerId", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_StageChanges_CustomerId_OnDay",
                table: "StageChanges",
                columns: new[] { "CustomerId", "OnDay" });

            migrationBuilder.CreateIndex(
                name: "IX_StageChanges_Step_CustomerId",
                table: "StageChanges",
                columns: new[] { "Step", "CustomerId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "LifecycleRules");

            migrationBuilder.DropTable(
                name: "SegmentMembers");

            migrationBuilder.DropTable(
                name: "SegmentSizes");

            migrationBuilder.DropTable(
                name: "StageChanges");

            migrationBuilder.DropTable(
                name: "Segments");

            migrationBuilder.DropIndex(
                name: "IX_CustomerTrades_LostOn",
                table: "CustomerTrades");

            migrationBuilder.DropIndex(
                name: "IX_CustomerTrades_SilentOn",
                table: "CustomerTrades");

            migrationBuilder.DropColumn(
                name: "LostOn",
                table: "CustomerTrades");

            migrationBuilder.DropColumn(
                name: "SilentOn",
                table: "CustomerTrades");

            migrationBuilder.DropColumn(
                name: "Stage",
                table: "CustomerTrades");

            migrationBuilder.DropColumn(
                name: "StageSince",
                table: "CustomerTrades");
        }
    }
}
