using System.Reflection;
using Crm.Application.Common;
using Crm.Infrastructure.Hosting;
using Crm.Infrastructure.Persistence.Providers;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Engine = Crm.Infrastructure.Persistence.Providers.SqlServer;

namespace Crm.Infrastructure.Tests.SqlServer;

/// <summary>What SQL Server says when it refuses, in its own words.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData(2601, "Cannot insert duplicate key row in object 'dbo.Customers' with unique index 'IX_Customers_CreditCode'. The duplicate key value is (IX_Tags_Name).", "Customers.CreditCode")]
    [InlineData(2601, "不能在具有唯一索引“IX_Users_Email”的对象“dbo.Users”中插入重复键的行。重复键值为 (a@b.cn)。", "Users.Email")]
    [InlineData(2601, "Cannot insert duplicate key row in object 'dbo.CustomerContacts' with unique index 'IX_CustomerContacts_CustomerId_ContactId'. The duplicate key value is (…).", "CustomerContacts.CustomerId, CustomerContacts.ContactId")]
    [InlineData(2627, "Violation of PRIMARY KEY constraint 'PK_IdempotentAnswers'. Cannot insert duplicate key in object 'dbo.IdempotentAnswers'. The duplicate key value is (ab).", "IdempotentAnswers.Key")]
    [InlineData(2627, "违反了 PRIMARY KEY 约束“PK_IdempotentAnswers”。不能在对象“dbo.IdempotentAnswers”中插入重复键。", "IdempotentAnswers.Key")]
    [InlineData(2601, "Cannot insert duplicate key row in object 'dbo.Elsewhere' with unique index 'IX_Elsewhere'.", null)]
    [InlineData(547, "The INSERT statement conflicted with the FOREIGN KEY constraint \"FK_Customers_Users_OwnerId\".", "")]
    [InlineData(8152, "String or binary data would be truncated.", null)]
    public void A_refused_row_names_the_columns(int number, string message, string? columns)
    {
        using var database = OnPaper.New();
        using var scope = database.Begin();
        var engine = database.Services.GetRequiredService<IEngine>();

        Assert.Equal(columns, engine.ViolatedUniqueIndex(scope.Db, new DbUpdateException("refused", Error(number, message))));
    }

    [Theory]
    [InlineData(1205, true)] // lost a deadlock
    [InlineData(51205, true)] // lost one over a named lock
    [InlineData(40613, true)] // Azure SQL moves or wakes the database
    [InlineData(2601, false)]
    [InlineData(208, false)]
    public void What_may_pass_is_tried_again(int number, bool again)
    {
        using var database = OnPaper.New();
        var engine = database.Services.GetRequiredService<IEngine>();

        Assert.Equal(again, engine.IsTransient(Error(number, "…")));
        Assert.Equal(again, engine.IsTransient(new DbUpdateException("refused", Error(number, "…"))));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named()
    {
        var engine = new Engine("Server=tcp:127.0.0.1,1;Database=crm;User ID=crm;Password=secret-word;Connect Timeout=5;ConnectRetryCount=0");

        var refused = await Assert.ThrowsAsync<StartupRefusedException>(() => engine.EnsureWritableAsync(default));

        Assert.Equal(ExitCodes.DatabaseUnreachable, refused.ExitCode);
        Assert.Contains("127.0.0.1,1", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The client lets nobody make its errors, but the tests need them.</summary>
    private static SqlException Error(int number, string message)
    {
        const BindingFlags Hidden = BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        Type[] parts = [typeof(int), typeof(byte), typeof(byte), typeof(string), typeof(string), typeof(string), typeof(int), typeof(Exception)];
        var error = typeof(SqlError).GetConstructor(Hidden, parts)!.Invoke([number, (byte)0, (byte)14, "server", message, "", 0, null]);
        var errors = (SqlErrorCollection)Activator.CreateInstance(typeof(SqlErrorCollection), nonPublic: true)!;
        typeof(SqlErrorCollection).GetMethod("Add", Hidden)!.Invoke(errors, [error]);
        return (SqlException)typeof(SqlException).GetMethod("CreateException", Hidden, [typeof(SqlErrorCollection), typeof(string)])!.Invoke(null, [errors, "17.0"])!;
    }
}
