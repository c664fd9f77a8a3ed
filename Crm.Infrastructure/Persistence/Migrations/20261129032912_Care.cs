using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Care : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "BirthdayCalendar",
                table: "Customers",
                maxLength: 30,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "LunarBirthday",
                table: "Customers",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "BirthdayCalendar",
                table: "Contacts",
                maxLength: 30,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "LunarBirthday",
                table: "Contacts",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CareSettings",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Content = table.Column<string>(nullable: false),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CareSettings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CustomerOccasions",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    CustomerId = table.Column<Guid>(nullable: false),
                    ContactId = table.Column<Guid>(nullable: true),
                    Kind = table.Column<string>(maxLength: 30, nullable: false),
                    Name = table.Column<string>(maxLength: 100, nullable: false),
                    Since = table.Column<DateOnly>(nullable: false),
                    Calendar = table.Column<string>(maxLength: 30, nullable: false),
                    KeptOn = table.Column<int>(nullable: false),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CustomerOccasions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CustomerOccasions_Contacts_ContactId",
                        column: x => x.ContactId,
                        principalTable: "Contacts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CustomerOccasions_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Festivals",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    EnglishName = table.Column<string>(maxLength: 60, nullable: true),
                    Calendar = table.Column<string>(maxLength: 30, nullable: false),
                    Month = table.Column<int>(nullable: false),
                    Day = table.Column<int>(nullable: false),
                    SwitchedOff = table.Column<bool>(nullable: false),
                    Greeting = table.Column<string>(maxLength: 1000, nullable: true),
                    EnglishGreeting = table.Column<string>(maxLength: 1000, nullable: true),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true),
                    Custom = table.Column<string>(nullable: true),
                    Name = table.Column<string>(maxLength: 60, nullable: false),
                    NameSortKey = table.Column<string>(maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Festivals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Gifts",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Price = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    Stock = table.Column<int>(nullable: true),
                    FromTier = table.Column<string>(maxLength: 40, nullable: true),
                    Retired = table.Column<bool>(nullable: false),
                    Notes = table.Column<string>(maxLength: 2000, nullable: true),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true),
                    Custom = table.Column<string>(nullable: true),
                    Name = table.Column<string>(maxLength: 100, nullable: false),
                    NameSortKey = table.Column<string>(maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Gifts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Offers",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    CustomerId = table.Column<Guid>(nullable: false),
                    Kind = table.Column<string>(maxLength: 30, nullable: false),
                    ProductId = table.Column<Guid>(nullable: true),
                    CategoryId = table.Column<Guid>(nullable: true),
                    Price = table.Column<decimal>(precision: 19, scale: 4, nullable: true),
                    LowestPrice = table.Column<decimal>(precision: 19, scale: 4, nullable: true),
                    Currency = table.Column<string>(maxLength: 3, nullable: false),
                    DiscountPercent = table.Column<decimal>(precision: 19, scale: 4, nullable: true),
                    HighestDiscount = table.Column<decimal>(precision: 19, scale: 4, nullable: true),
                    Benefit = table.Column<string>(maxLength: 40, nullable: true),
                    ValidFrom = table.Column<DateOnly>(nullable: false),
                    ValidTo = table.Column<DateOnly>(nullable: true),
                    Reason = table.Column<string>(maxLength: 500, nullable: true),
                    Status = table.Column<string>(maxLength: 30, nullable: false),
                    GrantedById = table.Column<Guid>(nullable: true),
                    ApprovedById = table.Column<Guid>(nullable: true),
                    ActivatedAt = table.Column<DateTime>(nullable: true),
                    Note = table.Column<string>(maxLength: 500, nullable: true),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true),
                    Custom = table.Column<string>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Offers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Offers_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Offers_ProductCategories_CategoryId",
                        column: x => x.CategoryId,
                        principalTable: "ProductCategories",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Offers_Products_ProductId",
                        column: x => x.ProductId,
                        principalTable: "Products",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Offers_Users_ApprovedById",
                        column: x => x.ApprovedById,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Offers_Users_GrantedById",
                        column: x => x.GrantedById,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CareProposals",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    CustomerId = table.Column<Guid>(nullable: false),
                    ContactId = table.Column<Guid>(nullable: true),
                    OccasionKind = table.Column<string>(maxLength: 30, nullable: false),
                    OccasionKey = table.Column<string>(maxLength: 80, nullable: false),
                    OccasionYear = table.Column<int>(nullable: false),
                    Occasion = table.Column<string>(maxLength: 100, nullable: false),
                    OccasionOn = table.Column<DateOnly>(nullable: false),
                    Kind = table.Column<string>(maxLength: 30, nullable: false),
                    Channel = table.Column<string>(maxLength: 30, nullable: false),
                    Status = table.Column<string>(maxLength: 30, nullable: false),
                    Text = table.Column<string>(maxLength: 2000, nullable: true),
                    GiftId = table.Column<Guid>(nullable: true),
                    Cost = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    Exception = table.Column<bool>(nullable: false),
                    ApprovedById = table.Column<Guid>(nullable: true),
                    ApprovedAt = table.Column<DateTime>(nullable: true),
                    SentAt = table.Column<DateTime>(nullable: true),
                    DeliveredOn = table.Column<DateOnly>(nullable: true),
                    Reason = table.Column<string>(maxLength: 500, nullable: true),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CareProposals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CareProposals_Contacts_ContactId",
                        column: x => x.ContactId,
                        principalTable: "Contacts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CareProposals_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CareProposals_Gifts_GiftId",
                        column: x => x.GiftId,
                        principalTable: "Gifts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CareProposals_Users_ApprovedById",
                        column: x => x.ApprovedById,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CareProposals_ApprovedById",
                table: "CareProposals",
                column: "ApprovedById",
                filter: "\"ApprovedById\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CareProposals_ContactId",
                table: "CareProposals",
                column: "ContactId",
                filter: "\"ContactId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CareProposals_CustomerId_OccasionOn",
                table: "CareProposals",
                columns: new[] { "CustomerId", "OccasionOn" });

            migrationBuilder.CreateIndex(
                name: "IX_CareProposals_GiftId",
                table: "CareProposals",
                column: "GiftId",
                filter: "\"GiftId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CareProposals_OccasionKey_OccasionYear",
                table: "CareProposals",
                columns: new[] { "OccasionKey", "OccasionYear" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CareProposals_OccasionOn_Id",
                table: "CareProposals",
                columns: new[] { "OccasionOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_CareProposals_Status_OccasionOn",
                table: "CareProposals",
                columns: new[] { "Status", "OccasionOn" });

            migrationBuilder.CreateIndex(
                name: "IX_CustomerOccasions_ContactId",
                table: "CustomerOccasions",
                column: "ContactId",
                filter: "\"ContactId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CustomerOccasions_CustomerId",
                table: "CustomerOccasions",
                column: "CustomerId");

            migrationBuilder.CreateIndex(
                name: "IX_CustomerOccasions_KeptOn",
                table: "CustomerOccasions",
                column: "KeptOn");

            migrationBuilder.CreateIndex(
                name: "IX_Festivals_CreatedAt_Id",
                table: "Festivals",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Festivals_Month_Id",
                table: "Festivals",
                columns: new[] { "Month", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Festivals_Name",
                table: "Festivals",
                column: "Name",
                unique: true,
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Festivals_NameSortKey_Id",
                table: "Festivals",
                columns: new[] { "NameSortKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Festivals_UpdatedAt_Id",
                table: "Festivals",
                columns: new[] { "UpdatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Gifts_CreatedAt_Id",
                table: "Gifts",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Gifts_Name",
                table: "Gifts",
                column: "Name",
                unique: true,
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Gifts_NameSortKey_Id",
                table: "Gifts",
                columns: new[] { "NameSortKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Gifts_Price_Id",
                table: "Gifts",
                columns: new[] { "Price", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Gifts_Stock_Id",
                table: "Gifts",
                columns: new[] { "Stock", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Gifts_UpdatedAt_Id",
                table: "Gifts",
                columns: new[] { "UpdatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Offers_ApprovedById",
                table: "Offers",
                column: "ApprovedById",
                filter: "\"ApprovedById\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Offers_CategoryId",
                table: "Offers",
                column: "CategoryId",
                filter: "\"CategoryId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Offers_CustomerId_Status",
                table: "Offers",
                columns: new[] { "CustomerId", "Status" });

            migrationBuilder.CreateIndex(
                name: "IX_Offers_GrantedById",
                table: "Offers",
                column: "GrantedById",
                filter: "\"GrantedById\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Offers_ProductId",
                table: "Offers",
                column: "ProductId",
                filter: "\"ProductId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Offers_Status_ValidTo",
                table: "Offers",
                columns: new[] { "Status", "ValidTo" });

            migrationBuilder.CreateIndex(
                name: "IX_Offers_ValidFrom_Id",
                table: "Offers",
                columns: new[] { "ValidFrom", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CareProposals");

            migrationBuilder.DropTable(
                name: "CareSettings");

            migrationBuilder.DropTable(
                name: "CustomerOccasions");

            migrationBuilder.DropTable(
                name: "Festivals");

            migrationBuilder.DropTable(
                name: "Offers");

            migrationBuilder.DropTable(
                name: "Gifts");

            migrationBuilder.DropColumn(
                name: "BirthdayCalendar",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "LunarBirthday",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "BirthdayCalendar",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "LunarBirthday",
                table: "Contacts");
        }
    }
}
