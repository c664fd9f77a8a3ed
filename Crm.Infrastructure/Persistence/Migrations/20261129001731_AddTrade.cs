using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class AddTrade : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateSequence(
                name: "OrderNumbers");

            migrationBuilder.CreateSequence(
                name: "ReturnNumbers");

            migrationBuilder.CreateTable(
                name: "Orders",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Number = table.Column<string>(maxLength: 40, nullable: false),
                    CustomerId = table.Column<Guid>(nullable: true),
                    OwnerId = table.Column<Guid>(nullable: true),
                    OrderedAt = table.Column<DateTime>(nullable: false),
                    OrderedOn = table.Column<DateOnly>(nullable: false),
                    WantedOn = table.Column<DateOnly>(nullable: true),
                    Status = table.Column<string>(maxLength: 30, nullable: false),
                    Currency = table.Column<string>(maxLength: 3, nullable: false),
                    Rate = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    Channel = table.Column<string>(maxLength: 40, nullable: true),
                    PaymentMethod = table.Column<string>(maxLength: 40, nullable: true),
                    Discount = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    Goods = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    Tax = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    Total = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    Revenue = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    Note = table.Column<string>(maxLength: 4000, nullable: true),
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
                    table.PrimaryKey("PK_Orders", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Orders_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Orders_Users_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ProductCategories",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Name = table.Column<string>(maxLength: 80, nullable: false),
                    NameSortKey = table.Column<string>(maxLength: 80, nullable: false),
                    ParentId = table.Column<Guid>(nullable: true),
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
                    table.PrimaryKey("PK_ProductCategories", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ProductCategories_ProductCategories_ParentId",
                        column: x => x.ParentId,
                        principalTable: "ProductCategories",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Payments",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    CustomerId = table.Column<Guid>(nullable: false),
                    OrderId = table.Column<Guid>(nullable: true),
                    PaidOn = table.Column<DateOnly>(nullable: false),
                    DueOn = table.Column<DateOnly>(nullable: true),
                    Rate = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    Method = table.Column<string>(maxLength: 40, nullable: true),
                    Reference = table.Column<string>(maxLength: 100, nullable: true),
                    Amount = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    Currency = table.Column<string>(maxLength: 3, nullable: false),
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
                    table.PrimaryKey("PK_Payments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Payments_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Payments_Orders_OrderId",
                        column: x => x.OrderId,
                        principalTable: "Orders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SalesReturns",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Number = table.Column<string>(maxLength: 40, nullable: false),
                    CustomerId = table.Column<Guid>(nullable: true),
                    OrderId = table.Column<Guid>(nullable: true),
                    ReturnedAt = table.Column<DateTime>(nullable: false),
                    ReturnedOn = table.Column<DateOnly>(nullable: false),
                    Currency = table.Column<string>(maxLength: 3, nullable: false),
                    Rate = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    Reason = table.Column<string>(maxLength: 40, nullable: true),
                    Goods = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    Tax = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    Total = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    Revenue = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    Note = table.Column<string>(maxLength: 4000, nullable: true),
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
                    table.PrimaryKey("PK_SalesReturns", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SalesReturns_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SalesReturns_Orders_OrderId",
                        column: x => x.OrderId,
                        principalTable: "Orders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CustomerTrades",
                columns: table => new
                {
                    CustomerId = table.Column<Guid>(nullable: false),
                    FirstOrderOn = table.Column<DateOnly>(nullable: true),
                    LastOrderOn = table.Column<DateOnly>(nullable: true),
                    Orders = table.Column<int>(nullable: false),
                    Revenue = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    ReturnCount = table.Column<int>(nullable: false),
                    Returned = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    NetRevenue = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    OrdersLately = table.Column<int>(nullable: false),
                    NetRevenueLately = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    AverageGapDays = table.Column<decimal>(precision: 19, scale: 4, nullable: true),
                    MedianGapDays = table.Column<decimal>(precision: 19, scale: 4, nullable: true),
                    FavouriteCategoryId = table.Column<Guid>(nullable: true),
                    Paid = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    AverageDaysLate = table.Column<decimal>(precision: 19, scale: 4, nullable: true),
                    LateShare = table.Column<decimal>(precision: 19, scale: 4, nullable: true),
                    AsOf = table.Column<DateOnly>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CustomerTrades", x => x.CustomerId);
                    table.ForeignKey(
                        name: "FK_CustomerTrades_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_CustomerTrades_ProductCategories_FavouriteCategoryId",
                        column: x => x.FavouriteCategoryId,
                        principalTable: "ProductCategories",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Products",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Code = table.Column<string>(maxLength: 60, nullable: false),
                    Name = table.Column<string>(maxLength: 200, nullable: false),
                    NameSortKey = table.Column<string>(maxLength: 200, nullable: false),
                    Unit = table.Column<string>(maxLength: 20, nullable: true),
                    CategoryId = table.Column<Guid>(nullable: true),
                    Active = table.Column<bool>(nullable: false),
                    Description = table.Column<string>(maxLength: 4000, nullable: true),
                    Price = table.Column<decimal>(precision: 19, scale: 4, nullable: true),
                    PriceCurrency = table.Column<string>(maxLength: 3, nullable: true),
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
                    table.PrimaryKey("PK_Products", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Products_ProductCategories_CategoryId",
                        column: x => x.CategoryId,
                        principalTable: "ProductCategories",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "OrderLines",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    OrderId = table.Column<Guid>(nullable: false),
                    Position = table.Column<int>(nullable: false),
                    ProductId = table.Column<Guid>(nullable: true),
                    Text = table.Column<string>(maxLength: 300, nullable: false),
                    Quantity = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    UnitPrice = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    DiscountPercent = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    TaxPercent = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    Net = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    Tax = table.Column<decimal>(precision: 19, scale: 4, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OrderLines", x => x.Id);
                    table.ForeignKey(
                        name: "FK_OrderLines_Orders_OrderId",
                        column: x => x.OrderId,
                        principalTable: "Orders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_OrderLines_Products_ProductId",
                        column: x => x.ProductId,
                        principalTable: "Products",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SalesReturnLines",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    ReturnId = table.Column<Guid>(nullable: false),
                    Position = table.Column<int>(nullable: false),
                    ProductId = table.Column<Guid>(nullable: true),
                    Text = table.Column<string>(maxLength: 300, nullable: false),
                    Quantity = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    UnitPrice = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    DiscountPercent = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    TaxPercent = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    Net = table.Column<decimal>(precision: 19, scale: 4, nullable: false),
                    Tax = table.Column<decimal>(precision: 19, scale: 4, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SalesReturnLines", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SalesReturnLines_Products_ProductId",
                        column: x => x.ProductId,
                        principalTable: "Products",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SalesReturnLines_SalesReturns_ReturnId",
                        column: x => x.ReturnId,
                        principalTable: "SalesReturns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CustomerTrades_FavouriteCategoryId",
                table: "CustomerTrades",
                column: "FavouriteCategoryId");

            migrationBuilder.CreateIndex(
                name: "IX_CustomerTrades_LastOrderOn",
                table: "CustomerTrades",
                column: "LastOrderOn");

            migrationBuilder.CreateIndex(
                name: "IX_CustomerTrades_NetRevenue",
                table: "CustomerTrades",
                column: "NetRevenue");

            migrationBuilder.CreateIndex(
                name: "IX_CustomerTrades_NetRevenueLately",
                table: "CustomerTrades",
                column: "NetRevenueLately");

            migrationBuilder.CreateIndex(
                name: "IX_OrderLines_OrderId",
                table: "OrderLines",
                column: "OrderId");

            migrationBuilder.CreateIndex(
                name: "IX_OrderLines_ProductId",
                table: "OrderLines",
                column: "ProductId");

            migrationBuilder.CreateIndex(
                name: "IX_Orders_CustomerId_OrderedOn",
                table: "Orders",
                columns: new[] { "CustomerId", "OrderedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Orders_Number",
                table: "Orders",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Orders_OrderedAt_Id",
                table: "Orders",
                columns: new[] { "OrderedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Orders_OwnerId_OrderedAt",
                table: "Orders",
                columns: new[] { "OwnerId", "OrderedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Payments_CustomerId_PaidOn",
                table: "Payments",
                columns: new[] { "CustomerId", "PaidOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Payments_OrderId",
                table: "Payments",
                column: "OrderId");

            migrationBuilder.CreateIndex(
                name: "IX_Payments_PaidOn_Id",
                table: "Payments",
                columns: new[] { "PaidOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ProductCategories_Name",
                table: "ProductCategories",
                column: "Name",
                unique: true,
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ProductCategories_NameSortKey_Id",
                table: "ProductCategories",
                columns: new[] { "NameSortKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ProductCategories_ParentId",
                table: "ProductCategories",
                column: "ParentId");

            migrationBuilder.CreateIndex(
                name: "IX_Products_CategoryId",
                table: "Products",
                column: "CategoryId");

            migrationBuilder.CreateIndex(
                name: "IX_Products_Code",
                table: "Products",
                column: "Code",
                unique: true,
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Products_NameSortKey_Id",
                table: "Products",
                columns: new[] { "NameSortKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_SalesReturnLines_ProductId",
                table: "SalesReturnLines",
                column: "ProductId");

            migrationBuilder.CreateIndex(
                name: "IX_SalesReturnLines_ReturnId",
                table: "SalesReturnLines",
                column: "ReturnId");

            migrationBuilder.CreateIndex(
                name: "IX_SalesReturns_CustomerId_ReturnedOn",
                table: "SalesReturns",
                columns: new[] { "CustomerId", "ReturnedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_SalesReturns_Number",
                table: "SalesReturns",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SalesReturns_OrderId",
                table: "SalesReturns",
                column: "OrderId");

            migrationBuilder.CreateIndex(
                name: "IX_SalesReturns_ReturnedAt_Id",
                table: "SalesReturns",
                columns: new[] { "ReturnedAt", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CustomerTrades");

            migrationBuilder.DropTable(
                name: "OrderLines");

            migrationBuilder.DropTable(
                name: "Payments");

            migrationBuilder.DropTable(
                name: "SalesReturnLines");

            migrationBuilder.DropTable(
                name: "Products");

            migrationBuilder.DropTable(
                name: "SalesReturns");

            migrationBuilder.DropTable(
                name: "ProductCategories");

            migrationBuilder.DropTable(
                name: "Orders");

            migrationBuilder.DropSequence(
                name: "OrderNumbers");

            migrationBuilder.DropSequence(
                name: "ReturnNumbers");
        }
    }
}
