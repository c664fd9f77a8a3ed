using Crm.Api;
using Crm.Api.OpenApi;
using Crm.Application;
using Crm.Application.Common;
using Crm.Infrastructure;
using Crm.Infrastructure.Hosting;
using Microsoft.AspNetCore.Connections;

try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.ListenByDefault();
    builder.Logging.LogJson();
    builder.Services.AddCrmApplication(builder.Configuration["AutoMapper:LicenseKey"]);
    builder.Services.AddCrmInfrastructure(builder.Configuration);
    builder.Services.AddCrmApi();

    await using var app = builder.Build();
    app.UseCrmApi();
    if (args is ["openapi", ..]) return await OpenApiCommand.RunAsync(app.Services, args[1..]);
    if (args is ["backup" or "restore", ..]) return await CopyCommands.RunAsync(app.Services, args[0], args[1..]);

    var firstStart = await Startup.PrepareAsync(app.Services);
    await Announcement.TellFirstStartAsync(firstStart); // before listening: a port in use must not swallow the only password
    await app.StartAsync();
    await Announcement.TellAddressesAsync(app.Urls);
    await app.WaitForShutdownAsync();
    return ExitCodes.Ok;
}
catch (StartupRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return refused.ExitCode;
}
catch (IOException taken) when (taken.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{taken.Message} End the program that listens there, or choose another address: --urls http://localhost:5081");
    return ExitCodes.AddressInUse;
}

/// <summary>The program; named so that tests can start it.</summary>
public partial class Program;
