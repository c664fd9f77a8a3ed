using System.Globalization;
using System.Reflection;
using System.Xml.Linq;
using System.Xml.XPath;
using Crm.Application.Common;
using Crm.Domain.Common;

namespace Crm.Api.OpenApi;

/// <summary>The XML comments of all layers in one document, with <c>inheritdoc cref</c> replaced by what it points to (the compiler leaves that to the reader).</summary>
internal static class XmlDocs
{
    public static XPathDocument Load()
    {
        string[] assemblies = [AssemblyOf<Record>(), AssemblyOf<ICrmDb>(), AssemblyOf<Program>()];
        var members = assemblies
            .SelectMany(name => XDocument.Load(Path.Combine(AppContext.BaseDirectory, name + ".xml")).Root!.Element("members")!.Elements("member"))
            .DistinctBy(member => member.Attribute("name")!.Value) // generators write the same helpers into each assembly
            .ToDictionary(member => member.Attribute("name")!.Value);
        foreach (var member in members.Values) Resolve(member, members);
        foreach (var see in members.Values.SelectMany(member => member.Descendants("see")).ToList())
            if (ConstantBehind(see.Attribute("cref")?.Value) is { } value) see.ReplaceWith(value);

        var merged = new XDocument(new XElement("doc", new XElement("members", members.Values)));
        return new XPathDocument(merged.CreateReader());
    }

    private static string AssemblyOf<T>() => typeof(T).Assembly.GetName().Name!;

    private static void Resolve(XElement member, Dictionary<string, XElement> members)
    {
        if (member.Element("inheritdoc") is not { } inherit) return;
        inherit.Remove();
        if (inherit.Attribute("cref")?.Value is not { } cref || !members.TryGetValue(cref, out var source)) return;

        Resolve(source, members);
        member.Add(source.Elements().Select(element => new XElement(element)));
        var parameter = cref.StartsWith("P:", StringComparison.Ordinal) ? ParameterBehind(cref, members) : null;
        if (member.Element("summary") is null && parameter is not null) member.Add(new XElement("summary", parameter.Nodes()));
    }

    /// <summary>A reference to a constant reads as its value: "at most 200 characters".</summary>
    private static string? ConstantBehind(string? cref)
    {
        if (cref is null || !cref.StartsWith("F:", StringComparison.Ordinal)) return null;
        var dot = cref.LastIndexOf('.');
        Assembly[] assemblies = [typeof(Record).Assembly, typeof(ICrmDb).Assembly];
        var type = assemblies.Select(assembly => assembly.GetType(cref[2..dot])).FirstOrDefault(found => found is not null);
        return type?.GetField(cref[(dot + 1)..]) is { IsLiteral: true } constant && !type.IsEnum ? Convert.ToString(constant.GetRawConstantValue(), CultureInfo.InvariantCulture) : null;
    }

    /// <summary>A property of a positional record is described by the record's <c>param</c>.</summary>
    private static XElement? ParameterBehind(string cref, Dictionary<string, XElement> members)
    {
        var dot = cref.LastIndexOf('.');
        return members.GetValueOrDefault("T:" + cref[2..dot])?.Elements("param").FirstOrDefault(p => p.Attribute("name")?.Value == cref[(dot + 1)..]);
    }
}
