using Crm.Infrastructure.Tests.Support;

namespace Crm.Infrastructure.Tests.SqlServer;

/// <summary>The product on SQL Server as far as it goes without a server: model, migrations and SQL. Nothing is opened.</summary>
internal static class OnPaper
{
    public static TestDatabase New() => TestDatabase.Empty(new() { ["Database:Provider"] = "SqlServer", ["Database:ConnectionString"] = "Server=nowhere.invalid;Database=crm" });
}
