using System.Security.Cryptography;
using System.Text.Json;
using Crm.Application.Security;
using Crm.Domain.Security;

namespace Crm.Bench.Bare;

/// <summary>The password is checked as the product checks it, and a session is written; that is most of the work of a sign-in.</summary>
internal sealed class SignIns(Dialect dialect, IPasswordHasher hasher, TimeProvider clock)
{
    private const int Lifetime = 600;

    public async Task SignInAsync(Session session, JsonElement input)
    {
        Guid id;
        string name, email, role, zone, hash;
        await using (var reader = await session.ReadAsync(
            """SELECT "Id", "Name", "Email", "Role", "TimeZone", "PasswordHash" FROM "Users" WHERE "Email" = @email AND "Active" """, ("email", input.GetProperty("email").GetString())))
        {
            await reader.ReadAsync();
            (id, name, email, role, zone, hash) = (dialect.ReadId(reader, 0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5));
        }

        if (hasher.Check(hash, input.GetProperty("password").GetString()!) != PasswordCheck.Right) throw new InvalidOperationException("A wrong password.");
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await StartAsync(session, id, Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(token))));
        Write(session.Json, token, id, name, email, Enum.Parse<Role>(role), zone);
    }

    private async Task StartAsync(Session session, Guid user, string tokenHash)
    {
        var now = clock.GetUtcNow();
        await dialect.TakeTurnAsync();
        try
        {
            await using var transaction = session.Begin();
            await session.RunAsync(
                """
                INSERT INTO "UserSessions" ("Id", "UserId", "TokenHash", "StartedAt", "LastUsedAt", "ExpiresAt", "Version", "CreatedAt", "UpdatedAt")
                VALUES (@id, @user, @hash, @now, @now, @until, 1, @now, @now)
                """,
                ("id", dialect.Id(Guid.CreateVersion7(now))), ("user", dialect.Id(user)), ("hash", tokenHash), ("now", now.UtcDateTime), ("until", (now + UserSession.Idle).UtcDateTime));
            await session.RunAsync("""UPDATE "Users" SET "LastSignInAt" = @now WHERE "Id" = @user""", ("now", now.UtcDateTime), ("user", dialect.Id(user)));
            await transaction.CommitAsync();
        }
        finally
        {
            session.Transaction = null;
            dialect.GiveTurnBack();
        }
    }

    private static void Write(Utf8JsonWriter json, string token, Guid id, string name, string email, Role role, string zone)
    {
        json.WriteStartObject();
        json.WriteString("accessToken", token);
        json.WriteNumber("expiresIn", Lifetime);
        json.WriteStartObject("user");
        json.WriteString("id", id);
        json.WriteString("name", name);
        json.WriteString("email", email);
        json.WriteString("role", JsonNamingPolicy.SnakeCaseLower.ConvertName(role.ToString()));
        json.WriteNull("teamId");
        json.WriteNull("teamName");
        json.WriteStartArray("permissions");
        foreach (var permission in Permissions.Of(role).Order(StringComparer.Ordinal)) json.WriteStringValue(permission);
        json.WriteEndArray();
        json.WriteBoolean("mustChangePassword", false);
        json.WriteString("timeZone", zone);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
