using System.Text.Encodings.Web;
using System.Text.Json;

namespace Crm.Bench.Report;

/// <summary>What was measured of one scenario at one concurrency.</summary>
internal sealed record Figure(
    string Scenario,
    string Provider,
    int Customers,
    int Concurrency,
    double RequestsPerSecond,
    double BareRequestsPerSecond,
    double Ratio,
    double P50Ms,
    double P95Ms,
    double P99Ms,
    double BareP95Ms,
    double ProcessorMicroseconds,
    double BareProcessorMicroseconds,
    double? SqlCommands,
    double? AllocatedBytes)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task WriteAsync(string file, IReadOnlyList<Figure> figures) => File.WriteAllTextAsync(file, JsonSerializer.Serialize(figures, Json) + "\n");

    public static async Task<List<Figure>> ReadAsync(string file) => JsonSerializer.Deserialize<List<Figure>>(await File.ReadAllTextAsync(file), Json)!;
}
