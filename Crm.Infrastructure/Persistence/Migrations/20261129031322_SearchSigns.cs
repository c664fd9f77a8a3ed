using Crm.Infrastructure.Persistence.Providers;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class SearchSigns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Users_DeputyId",
                table: "Users");

            migrationBuilder.DropIndex(
                name: "IX_Users_TeamId",
                table: "Users");

            migrationBuilder.DropIndex(
                name: "IX_ServicePlans_ApproverId",
                table: "ServicePlans");

            migrationBuilder.DropIndex(
                name: "IX_SavedViews_TeamId",
                table: "SavedViews");

            migrationBuilder.DropIndex(
                name: "IX_SalesReturns_OrderId",
                table: "SalesReturns");

            migrationBuilder.DropIndex(
                name: "IX_SalesReturnLines_ProductId",
                table: "SalesReturnLines");

            migrationBuilder.DropIndex(
                name: "IX_Products_CategoryId",
                table: "Products");

            migrationBuilder.DropIndex(
                name: "IX_ProductCategories_ParentId",
                table: "ProductCategories");

            migrationBuilder.DropIndex(
                name: "IX_Payments_OrderId",
                table: "Payments");

            migrationBuilder.DropIndex(
                name: "IX_OrderLines_ProductId",
                table: "OrderLines");

            migrationBuilder.DropIndex(
                name: "IX_FollowUpSeries_ContactId",
                table: "FollowUpSeries");

            migrationBuilder.DropIndex(
                name: "IX_FollowUps_ContactId",
                table: "FollowUps");

            migrationBuilder.DropIndex(
                name: "IX_FollowUps_InteractionId",
                table: "FollowUps");

            migrationBuilder.DropIndex(
                name: "IX_FollowUps_PromisedInId",
                table: "FollowUps");

            migrationBuilder.DropIndex(
                name: "IX_FollowUps_StandsInForId",
                table: "FollowUps");

            migrationBuilder.DropIndex(
                name: "IX_Files_CustomerId",
                table: "Files");

            migrationBuilder.DropIndex(
                name: "IX_Files_InteractionId",
                table: "Files");

            migrationBuilder.DropIndex(
                name: "IX_CustomerTrades_FavouriteCategoryId",
                table: "CustomerTrades");

            migrationBuilder.DropIndex(
                name: "IX_Customers_LastOwnerId",
                table: "Customers");

            migrationBuilder.DropIndex(
                name: "IX_Customers_ParentId",
                table: "Customers");

            migrationBuilder.DropIndex(
                name: "IX_Competitors_OwnerId",
                table: "Competitors");

            migrationBuilder.DropIndex(
                name: "IX_Absences_DeputyId",
                table: "Absences");

            migrationBuilder.CreateIndex(
                name: "IX_Users_DeputyId",
                table: "Users",
                column: "DeputyId",
                filter: "\"DeputyId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Users_TeamId",
                table: "Users",
                column: "TeamId",
                filter: "\"TeamId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ServicePlans_ApproverId",
                table: "ServicePlans",
                column: "ApproverId",
                filter: "\"ApproverId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_SavedViews_TeamId",
                table: "SavedViews",
                column: "TeamId",
                filter: "\"TeamId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_SalesReturns_OrderId",
                table: "SalesReturns",
                column: "OrderId",
                filter: "\"OrderId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_SalesReturnLines_ProductId",
                table: "SalesReturnLines",
                column: "ProductId",
                filter: "\"ProductId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Products_CategoryId",
                table: "Products",
                column: "CategoryId",
                filter: "\"CategoryId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ProductCategories_ParentId",
                table: "ProductCategories",
                column: "ParentId",
                filter: "\"ParentId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Payments_OrderId",
                table: "Payments",
                column: "OrderId",
                filter: "\"OrderId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_OrderLines_ProductId",
                table: "OrderLines",
                column: "ProductId",
                filter: "\"ProductId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUpSeries_ContactId",
                table: "FollowUpSeries",
                column: "ContactId",
                filter: "\"ContactId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_ContactId",
                table: "FollowUps",
                column: "ContactId",
                filter: "\"ContactId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_InteractionId",
                table: "FollowUps",
                column: "InteractionId",
                filter: "\"InteractionId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_PromisedInId",
                table: "FollowUps",
                column: "PromisedInId",
                filter: "\"PromisedInId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_StandsInForId",
                table: "FollowUps",
                column: "StandsInForId",
                filter: "\"StandsInForId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Files_CustomerId",
                table: "Files",
                column: "CustomerId",
                filter: "\"CustomerId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Files_InteractionId",
                table: "Files",
                column: "InteractionId",
                filter: "\"InteractionId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CustomerTrades_FavouriteCategoryId",
                table: "CustomerTrades",
                column: "FavouriteCategoryId",
                filter: "\"FavouriteCategoryId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Customers_LastOwnerId",
                table: "Customers",
                column: "LastOwnerId",
                filter: "\"LastOwnerId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Customers_ParentId",
                table: "Customers",
                column: "ParentId",
                filter: "\"ParentId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Competitors_OwnerId",
                table: "Competitors",
                column: "OwnerId",
                filter: "\"OwnerId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Absences_DeputyId",
                table: "Absences",
                column: "DeputyId",
                filter: "\"DeputyId\" IS NOT NULL");

            if (migrationBuilder.ActiveProvider == Sqlite.ProviderName)
            {
                Sqlite.DropSearchTable(migrationBuilder);
                Sqlite.CreateSearchTable(migrationBuilder);
                Sqlite.FillSearchTable(migrationBuilder);
            }

            if (migrationBuilder.ActiveProvider == Postgres.ProviderName)
            {
                Postgres.DropSearchVectors(migrationBuilder);
                Postgres.CreateSearchVectors(migrationBuilder);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Users_DeputyId",
                table: "Users");

            migrationBuilder.DropIndex(
                name: "IX_Users_TeamId",
                table: "Users");

            migrationBuilder.DropIndex(
                name: "IX_ServicePlans_ApproverId",
                table: "ServicePlans");

            migrationBuilder.DropIndex(
                name: "IX_SavedViews_TeamId",
                table: "SavedViews");

            migrationBuilder.DropIndex(
                name: "IX_SalesReturns_OrderId",
                table: "SalesReturns");

            migrationBuilder.DropIndex(
                name: "IX_SalesReturnLines_ProductId",
                table: "SalesReturnLines");

            migrationBuilder.DropIndex(
                name: "IX_Products_CategoryId",
                table: "Products");

            migrationBuilder.DropIndex(
                name: "IX_ProductCategories_ParentId",
                table: "ProductCategories");

            migrationBuilder.DropIndex(
                name: "IX_Payments_OrderId",
                table: "Payments");

            migrationBuilder.DropIndex(
                name: "IX_OrderLines_ProductId",
                table: "OrderLines");

            migrationBuilder.DropIndex(
                name: "IX_FollowUpSeries_ContactId",
                table: "FollowUpSeries");

            migrationBuilder.DropIndex(
                name: "IX_FollowUps_ContactId",
                table: "FollowUps");

            migrationBuilder.DropIndex(
                name: "IX_FollowUps_InteractionId",
                table: "FollowUps");

            migrationBuilder.DropIndex(
                name: "IX_FollowUps_PromisedInId",
                table: "FollowUps");

            migrationBuilder.DropIndex(
                name: "IX_FollowUps_StandsInForId",
                table: "FollowUps");

            migrationBuilder.DropIndex(
                name: "IX_Files_CustomerId",
                table: "Files");

            migrationBuilder.DropIndex(
                name: "IX_Files_InteractionId",
                table: "Files");

            migrationBuilder.DropIndex(
                name: "IX_CustomerTrades_FavouriteCategoryId",
                table: "CustomerTrades");

            migrationBuilder.DropIndex(
                name: "IX_Customers_LastOwnerId",
                table: "Customers");

            migrationBuilder.DropIndex(
                name: "IX_Customers_ParentId",
                table: "Customers");

            migrationBuilder.DropIndex(
                name: "IX_Competitors_OwnerId",
                table: "Competitors");

            migrationBuilder.DropIndex(
                name: "IX_Absences_DeputyId",
                table: "Absences");

            migrationBuilder.CreateIndex(
                name: "IX_Users_DeputyId",
                table: "Users",
                column: "DeputyId");

            migrationBuilder.CreateIndex(
                name: "IX_Users_TeamId",
                table: "Users",
                column: "TeamId");

            migrationBuilder.CreateIndex(
                name: "IX_ServicePlans_ApproverId",
                table: "ServicePlans",
                column: "ApproverId");

            migrationBuilder.CreateIndex(
                name: "IX_SavedViews_TeamId",
                table: "SavedViews",
                column: "TeamId");

            migrationBuilder.CreateIndex(
                name: "IX_SalesReturns_OrderId",
                table: "SalesReturns",
                column: "OrderId");

            migrationBuilder.CreateIndex(
                name: "IX_SalesReturnLines_ProductId",
                table: "SalesReturnLines",
                column: "ProductId");

            migrationBuilder.CreateIndex(
                name: "IX_Products_CategoryId",
                table: "Products",
                column: "CategoryId");

            migrationBuilder.CreateIndex(
                name: "IX_ProductCategories_ParentId",
                table: "ProductCategories",
                column: "ParentId");

            migrationBuilder.CreateIndex(
                name: "IX_Payments_OrderId",
                table: "Payments",
                column: "OrderId");

            migrationBuilder.CreateIndex(
                name: "IX_OrderLines_ProductId",
                table: "OrderLines",
                column: "ProductId");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUpSeries_ContactId",
                table: "FollowUpSeries",
                column: "ContactId");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_ContactId",
                table: "FollowUps",
                column: "ContactId");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_InteractionId",
                table: "FollowUps",
                column: "InteractionId");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_PromisedInId",
                table: "FollowUps",
                column: "PromisedInId");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_StandsInForId",
                table: "FollowUps",
                column: "StandsInForId");

            migrationBuilder.CreateIndex(
                name: "IX_Files_CustomerId",
                table: "Files",
                column: "CustomerId");

            migrationBuilder.CreateIndex(
                name: "IX_Files_InteractionId",
                table: "Files",
                column: "InteractionId");

            migrationBuilder.CreateIndex(
                name: "IX_CustomerTrades_FavouriteCategoryId",
                table: "CustomerTrades",
                column: "FavouriteCategoryId");

            migrationBuilder.CreateIndex(
                name: "IX_Customers_LastOwnerId",
                table: "Customers",
                column: "LastOwnerId");

            migrationBuilder.CreateIndex(
                name: "IX_Customers_ParentId",
                table: "Customers",
                column: "ParentId");

            migrationBuilder.CreateIndex(
                name: "IX_Competitors_OwnerId",
                table: "Competitors",
                column: "OwnerId");

            migrationBuilder.CreateIndex(
                name: "IX_Absences_DeputyId",
                table: "Absences",
                column: "DeputyId");
        }
    }
}
