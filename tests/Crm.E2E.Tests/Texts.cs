using System.Reflection;
using System.Text.Json.Nodes;
using Xunit.Sdk;

namespace Crm.E2E.Tests;

/// <summary>What the page says in one language, read from its own texts, so that better words break no story.</summary>
internal sealed class Texts
{
    private readonly Dictionary<string, JsonNode> _namespaces = [];

    public Texts(string language)
    {
        Language = language;
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "clientapp", "src", "i18n", language), "*.json"))
            _namespaces[Path.GetFileNameWithoutExtension(file)] = JsonNode.Parse(File.ReadAllText(file))!;
        _namespaces["problems"] = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "Crm.Api", "Problems", $"problems.{language}.json")))!; // what the server says when it refuses
    }

    public string Language { get; }

    /// <summary>The other language.</summary>
    public Texts Other => new(Language == "en" ? "zh-CN" : "en");

    /// <summary><c>text["signIn.email"]</c> of the first texts, <c>text["customers:created", ("name", "…")]</c> of a module's.</summary>
    public string this[string key, params (string Name, string Value)[] values]
    {
        get
        {
            var parts = key.Split(':');
            var node = _namespaces[parts.Length == 1 ? "boot" : parts[0]];
            foreach (var name in parts[^1].Split('.'))
                node = node[name] ?? throw new InvalidOperationException($"The page has no text {key} in {Language}.");
            return values.Aggregate(node.GetValue<string>(), (text, value) => text.Replace("{{" + value.Name + "}}", value.Value, StringComparison.Ordinal));
        }
    }
}

/// <summary>A story is told in both languages of the page.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class InBothLanguagesAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [["zh-CN"], ["en"]];
}
