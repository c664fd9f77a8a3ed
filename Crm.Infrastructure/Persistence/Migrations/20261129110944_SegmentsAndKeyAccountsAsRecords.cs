using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class SegmentsAndKeyAccountsAsRecords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Segments_OwnerId_Name",
                table: "Segments");

            migrationBuilder.DropIndex(
                name: "IX_KeyAccountPlans_CustomerId",
                table: "KeyAccountPlans");

            migrationBuilder.DropIndex(
                name: "IX_KeyAccountPlans_NextReviewOn",
                table: "KeyAccountPlans");

            migrationBuilder.AddColumn<string>(
                name: "NameSortKey",
                table: "Segments",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "QuestionnaireId",
                table: "FollowUpSeries",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Segments_NameSortKey_Id",
                table: "Segments",
                columns: new[] { "NameSortKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Segments_OwnerId_Name",
                table: "Segments",
                columns: new[] { "OwnerId", "Name" },
                unique: true,
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_KeyAccountPlans_CustomerId",
                table: "KeyAccountPlans",
                column: "CustomerId",
                unique: true,
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_KeyAccountPlans_NextReviewOn_Id",
                table: "KeyAccountPlans",
                columns: new[] { "NextReviewOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_FollowUpSeries_QuestionnaireId",
                table: "FollowUpSeries",
                column: "QuestionnaireId",
                filter: "\"QuestionnaireId\" IS NOT NULL");

            migrationBuilder.AddForeignKey(
                name: "FK_FollowUpSeries_Questionnaires_QuestionnaireId",
                table: "FollowUpSeries",
                column: "QuestionnaireId",
                principalTable: "Questionnaires",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_FollowUpSeries_Questionnaires_QuestionnaireId",
                table: "FollowUpSeries");

            migrationBuilder.DropIndex(
                name: "IX_Segments_NameSortKey_Id",
                table: "Segments");

            migrationBuilder.DropIndex(
                name: "IX_Segments_OwnerId_Name",
                table: "Segments");

            migrationBuilder.DropIndex(
                name: "IX_KeyAccountPlans_CustomerId",
                table: "KeyAccountPlans");

            migrationBuilder.DropIndex(
                name: "IX_KeyAccountPlans_NextReviewOn_Id",
                table: "KeyAccountPlans");

            migrationBuilder.DropIndex(
                name: "IX_FollowUpSeries_QuestionnaireId",
                table: "FollowUpSeries");

            migrationBuilder.DropColumn(
                name: "NameSortKey",
                table: "Segments");

            migrationBuilder.DropColumn(
                name: "QuestionnaireId",
                table: "FollowUpSeries");

            migrationBuilder.CreateIndex(
                name: "IX_Segments_OwnerId_Name",
                table: "Segments",
                columns: new[] { "OwnerId", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_KeyAccountPlans_CustomerId",
                table: "KeyAccountPlans",
                column: "CustomerId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_KeyAccountPlans_NextReviewOn",
                table: "KeyAccountPlans",
                column: "NextReviewOn");
        }
    }
}
