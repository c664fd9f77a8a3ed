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

            migrationBuilder.CreateIndex(
                name: "IX_ServicePlans_Rank_Id",
                table: "ServicePlans",
                columns: new[] { "Rank", "Id" });

        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ServicePlans_Rank_Id",
                table: "ServicePlans");

            migrationBuilder.DropColumn(
                name: "Rank",
                table: "ServicePlans");

            migrationBuilder.DropColumn(
                name: "SegmentId",
                table: "ServicePlans");

            migrationBuilder.DropColumn(
                name: "Stage",
                table: "ServicePlans");

        }
    }
}
