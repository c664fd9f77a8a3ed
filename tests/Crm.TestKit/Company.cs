using System.Net;
using System.Text.Json.Nodes;

namespace Crm.TestKit;

/// <summary>What colleagues do all day, said in one line each.</summary>
public static class Company
{
    extension(ApiUser user)
    {
        /// <summary>Opens the file of a customer; <paramref name="fields"/> says more about it than its name.</summary>
        public Task<JsonNode> CreateCustomerAsync(string? name = null, object? fields = null) =>
            user.MakeAsync("/customers", With(fields, "name", name ?? "客户" + Unique.Word()));

        public Task<JsonNode> CreateContactAsync(string? name = null, string? customerId = null, object? fields = null)
        {
            var contact = With(fields, "name", name ?? "联系人" + Unique.Word());
            if (customerId is not null) contact["customers"] = new JsonArray(new JsonObject { ["customerId"] = customerId });
            return user.MakeAsync("/contacts", contact);
        }

        public Task<JsonNode> LogAsync(string? customerId, string subject = "来电咨询", object? fields = null)
        {
            var interaction = With(fields, "subject", subject);
            interaction["customerId"] = customerId;
            interaction.TryAdd("channel", "call");
            return user.MakeAsync("/interactions", interaction);
        }

        public Task<JsonNode> PlanAsync(string? customerId, string dueAt, string subject = "上门拜访", object? fields = null)
        {
            var followUp = With(fields, "subject", subject);
            followUp["customerId"] = customerId;
            followUp.TryAdd("channel", "visit");
            followUp[dueAt.Length == 10 ? "dueOn" : "dueAt"] = dueAt;
            return user.MakeAsync("/follow-ups", followUp);
        }

        public async Task<JsonNode> UploadToCustomerAsync(string customerId, string name = "报价.txt", string content = "一份报价") =>
            (await user.UploadAsync($"/customers/{customerId}/files", name, System.Text.Encoding.UTF8.GetBytes(content))).Expect(HttpStatusCode.Created).Json;

        /// <summary>A questionnaire that asks these questions; its id.</summary>
        public async Task<string> PublishAsync(params object[] questions)
        {
            var id = (await user.MakeAsync("/questionnaires", new { name = "问卷" + Unique.Word() })).Id;
            (await user.PutAsync($"/questionnaires/{id}/draft", new { questions })).Expect(HttpStatusCode.OK);
            (await user.PostAsync($"/questionnaires/{id}/publication")).Expect(HttpStatusCode.OK);
            return id;
        }

        /// <summary>Makes a record that must succeed.</summary>
        public async Task<JsonNode> MakeAsync(string path, object body) => (await user.PostAsync(path, body)).Expect(HttpStatusCode.Created).Json;

        /// <summary>Reads what must be there.</summary>
        public async Task<JsonNode> ReadAsync(string path) => (await user.GetAsync(path)).Expect(HttpStatusCode.OK).Json;

        public Task<JsonNode> CustomerAsync(string id) => user.ReadAsync("/customers/" + id);

        /// <summary>The rows of a list that must succeed.</summary>
        public async Task<IReadOnlyList<JsonNode>> ListAsync(string path) => (await user.GetAsync(path)).Expect(HttpStatusCode.OK).Rows;

        /// <summary>What the search box finds.</summary>
        public Task<IReadOnlyList<JsonNode>> SearchAsync(string q) => user.ListAsync("/search?q=" + Uri.EscapeDataString(q));
    }

    private static JsonObject With(object? fields, string name, string value)
    {
        var json = fields is null ? [] : (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(fields)!;
        json[name] = value;
        return json;
    }
}
