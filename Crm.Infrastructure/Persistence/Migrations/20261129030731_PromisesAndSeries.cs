using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class PromisesAndSeries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "DurationMinutes",
                table: "FollowUps",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "FollowUps",
                maxLength: 30,
                nullable: false,
                defaultValue: "Step");

            migrationBuilder.AddColumn<DateOnly>(
                name: "OccursOn",
                table: "FollowUps",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "PromisedInId",
                table: "FollowUps",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RemindMinutes",
                table: "FollowUps",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RemindedAt",
                table: "FollowUps",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "SeriesId",
                table: "FollowUps",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "FollowUpSeries",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Subject = table.Column<string>(maxLength: 200, nullable: false),
                    Channel = table.Column<string>(maxLength: 30, nullable: false),
                    StartsOn = table.Column<DateOnly>(nullable: false),
                    StartMinute = table.Column<int>(nullable: true),
                    DurationMinutes = table.Column<int>(nullable: true),
                    TimeZone = table.Column<string>(maxLength: 60, nullable: false),
                    Rule = table.Column<string>(maxLength: 500, nullable: false),
                    Except = table.Column<string>(nullable: false),
                    OwnerId = table.Column<Guid>(nullable: false),
                    CustomerId = table.Column<Guid>(nullable: true),
                    ContactId = table.Column<Guid>(nullable: true),
                    Notes = table.Column<string>(maxLength: 4000, nullable: true),
                    RemindMinutes = table.Column<int>(nullable: true),
                    PlannedTo = table.Column<DateOnly>(nullable: true),
                    ContinuesId = table.Column<Guid>(nullable: true),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FollowUpSeries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FollowUpSeries_Contacts_ContactId",
                        column: x => x.ContactId,
                        principalTable: "Contacts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FollowUpSeries_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FollowUpSeries_Users_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_PromisedInId",
                table: "FollowUps",
                column: "PromisedInId");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_SeriesId_OccursOn",
                table: "FollowUps",
                columns: new[] { "SeriesId", "OccursOn" },
                unique: true,
                filter: "\"SeriesId\" IS NOT NULL AND \"OccursOn\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUpSeries_ContactId",
                table: "FollowUpSeries",
                column: "ContactId");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUpSeries_CustomerId_Id",
                table: "FollowUpSeries",
                columns: new[] { "CustomerId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_FollowUpSeries_OwnerId_Id",
                table: "FollowUpSeries",
                columns: new[] { "OwnerId", "Id" });

            migrationBuilder.AddForeignKey(
                name: "FK_FollowUps_FollowUpSeries_SeriesId",
                table: "FollowUps",
                column: "SeriesId",
                principalTable: "FollowUpSeries",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_FollowUps_Interactions_PromisedInId",
                table: "FollowUps",
                column: "PromisedInId",
                principalTable: "Interactions",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_FollowUps_FollowUpSeries_SeriesId",
                table: "FollowUps");

            migrationBuilder.DropForeignKey(
                name: "FK_FollowUps_Interactions_PromisedInId",
                table: "FollowUps");

            migrationBuilder.DropTable(
                name: "FollowUpSeries");

            migrationBuilder.DropIndex(
                name: "IX_FollowUps_PromisedInId",
                table: "FollowUps");

            migrationBuilder.DropIndex(
                name: "IX_FollowUps_SeriesId_OccursOn",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "DurationMinutes",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "OccursOn",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "PromisedInId",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "RemindMinutes",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "RemindedAt",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "SeriesId",
                table: "FollowUps");
        }
    }
}
