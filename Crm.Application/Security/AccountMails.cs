using System.Globalization;
using Crm.Application.Integration;
using Crm.Domain.Security;

namespace Crm.Application.Security;

/// <summary>
/// Tells a user what happened to his account (OWASP ASVS 5.0, 6.3.7), so that he notices what he did not want. Nothing secret is in it: a
/// temporary password is handed over in person.
/// </summary>
internal sealed class AccountMails(Outbox outbox, TimeProvider clock)
{
    public void Made(User user) => Send(
        user,
        ("您的 CRM 账号已开通", "管理员于 {0} 为您开通了 CRM 账号，登录邮箱为 {1}。首次登录使用的临时密码由管理员当面告知，登录后请更换。"),
        ("Your CRM account is ready", "An administrator made a CRM account for you on {0}. Sign in with {1}. The administrator gives you a temporary password in person; you replace it when you first sign in."));

    public void PasswordChanged(User user) => Send(
        user,
        ("您的 CRM 密码已更改", "您的密码已于 {0} 更改，其他设备上的登录均已结束。如非本人操作，请立即联系管理员。"),
        ("Your CRM password was changed", "Your password was changed on {0}, and you were signed out everywhere else. If it was not you, tell your administrator at once."));

    public void PasswordReset(User user) => Send(
        user,
        ("您的 CRM 密码已被重置", "管理员于 {0} 重置了您的密码，您的所有登录均已结束。新的临时密码由管理员当面告知。如您没有提出过此请求，请联系管理员。"),
        ("Your CRM password was reset", "An administrator reset your password on {0}, and you were signed out everywhere. The administrator gives you the new temporary password in person. If you did not ask for it, tell your administrator."));

    public void Disabled(User user) => Send(
        user,
        ("您的 CRM 账号已停用", "管理员于 {0} 停用了您的 CRM 账号 {1}。如有疑问，请联系管理员。"),
        ("Your CRM account was disabled", "An administrator disabled your CRM account {1} on {0}. If you have questions, ask your administrator."));

    private void Send(User user, (string Subject, string Text) chinese, (string Subject, string Text) english)
    {
        var inEnglish = user.Language == User.English;
        var (subject, text) = inEnglish ? english : chinese;
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(user.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        var when = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + $" ({zone.Id})";
        var greeting = inEnglish ? $"Dear {user.Name}," : $"{user.Name}，您好：";
        outbox.Add(user.Id, new Mail(user.Email, subject, $"{greeting}\n\n{string.Format(CultureInfo.InvariantCulture, text, when, user.Email)}\n"));
    }
}
