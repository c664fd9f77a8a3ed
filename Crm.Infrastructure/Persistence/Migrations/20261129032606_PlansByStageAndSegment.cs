using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class PlansByStageAndSegment : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Segments_OwnerId_Name",
                table: "Segments");

            migrationBuilder.AddColumn<int>(
                name: "Rank",
                table: "ServicePlans",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "SegmentId",
                table: "ServicePlans",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Stage",
                table: "ServicePlans",
                maxLength: 30,
                nullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "OwnerId",
                table: "Segments",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_ServicePlans_Rank_Id",
                table: "ServicePlans",
                columns: new[] { "Rank", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Segments_OwnerId_Name",
                table: "Segments",
                columns: new[] { "OwnerId", "Name" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ServicePlans_Rank_Id",
                table: "ServicePlans");

            migrationBuilder.DropIndex(
                name: "IX_Segments_OwnerId_Name",
                table: "Segments");

            migrationBuilder.DropColumn(
                name: "Rank",
                table: "ServicePlans");

            migrationBuilder.DropColumn(
                name: "SegmentId",
                table: "ServicePlans");

            migrationBuilder.DropColumn(
                name: "Stage",
                table: "ServicePlans");

            migrationBuilder.AlterColumn<Guid>(
                name: "OwnerId",
                table: "Segments",
                nullable: true,
                oldClrType: typeof(Guid));

            migrationBuilder.CreateIndex(
                name: "IX_Segments_OwnerId_Name",
                table: "Segments",
                columns: new[] { "OwnerId", "Name" },
                unique: true,
                filter: "[OwnerId] IS NOT NULL");
        }
    }
}
