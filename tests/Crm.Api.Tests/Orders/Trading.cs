using System.Text.Json.Nodes;
using Crm.TestKit;

namespace Crm.Api.Tests.Orders;

/// <summary>What colleagues do with orders, said in one line each.</summary>
internal static class Trading
{
    extension(ApiUser user)
    {
        /// <summary>An order that counts: one line of something for so much.</summary>
        public Task<JsonNode> OrderAsync(string customerId, string amount, string day, object? more = null)
        {
            var order = more is null ? [] : (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(more)!;
            order["customerId"] = customerId;
            order["orderedAt"] = day + "T04:00:00Z";
            order.TryAdd("status", "confirmed");
            order.TryAdd("lines", new JsonArray(new JsonObject { ["text"] = "货", ["quantity"] = "1", ["unitPrice"] = amount }));
            return user.MakeAsync("/orders", order);
        }

        public Task<JsonNode> ReturnAsync(string customerId, string amount, string day) => user.MakeAsync(
            "/returns", new { customerId, returnedAt = day + "T04:00:00Z", lines = new[] { new { text = "货", quantity = "1", unitPrice = amount } } });

        public Task<JsonNode> ProductAsync(string? code = null, object? price = null, string? categoryId = null) =>
            user.MakeAsync("/products", new { code = code ?? Unique.Word(), name = "产品" + Unique.Word(), price, categoryId });
    }
}
