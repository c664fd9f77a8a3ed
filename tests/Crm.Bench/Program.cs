using Crm.Bench;
using Crm.Bench.Bare;
using Crm.Bench.Exports;
using Crm.Bench.Fields;
using Crm.Bench.Imports;
using Crm.Bench.Keys;
using Crm.Bench.Sets;
using Crm.Bench.Tiers;

if (args is ["bare", ..])
{
    await BareApp.RunAsync(args[1..]);
    return 0;
}

if (args is ["keys", ..]) return await KeysCommand.RunAsync(args[1..]);
if (args is ["imports", ..]) return await ImportCommand.RunAsync(args[1..]);
if (args is ["exports", ..]) return await ExportCommand.RunAsync(args[1..]);
if (args is ["custom-fields", ..]) return await FieldsCommand.RunAsync(args[1..]);
if (args is ["tiers", ..]) return await TiersCommand.RunAsync(args[1..]);
if (args is ["sets", ..]) return await SetsCommand.RunAsync(args[1..]);

if (Options.Parse(args) is not { } options)
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

try
{
    await new Bench(options).RunAsync();
    return 0;
}
catch (InvalidOperationException broken)
{
    Console.Error.WriteLine(broken.Message);
    return 1;
}
