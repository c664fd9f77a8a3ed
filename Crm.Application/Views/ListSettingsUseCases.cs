using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Views;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Views;

/// <summary>How lists of one kind of record look for the user.</summary>
/// <param name="Entity">Key of the kind.</param>
[ByKindRequest]
public sealed record GetListSettings(string Entity) : IRequest<ListSettingsAnswer>;

/// <summary>Says how the user likes lists of one kind of record.</summary>
/// <param name="Entity">Key of the kind.</param>
/// <param name="Input">How.</param>
[ByKindRequest]
public sealed record SetListSettings(string Entity, ListSettingsInput Input) : IRequest<ListSettingsAnswer>;

/// <summary>Says how lists of one kind of record look for whoever has not said how he likes them.</summary>
/// <param name="Entity">Key of the kind.</param>
/// <param name="Input">How.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record SetHouseListSettings(string Entity, ListSettingsInput Input) : IRequest<ListSettingsAnswer>;

internal sealed class ListSettingsHandlers(ICrmDb db, IValidator<ListSettingsInput> validator, ListedKinds kinds, ICurrentUser user, TimeProvider clock) :
    IRequestHandler<GetListSettings, ListSettingsAnswer>,
    IRequestHandler<SetListSettings, ListSettingsAnswer>,
    IRequestHandler<SetHouseListSettings, ListSettingsAnswer>
{
    public Task<ListSettingsAnswer> Handle(GetListSettings request, CancellationToken cancellationToken)
    {
        kinds.Get(request.Entity, user);
        return AnswerAsync(request.Entity, cancellationToken);
    }

    public Task<ListSettingsAnswer> Handle(SetListSettings request, CancellationToken cancellationToken) => SetAsync(request.Entity, user.RequireId(), request.Input, cancellationToken);

    public Task<ListSettingsAnswer> Handle(SetHouseListSettings request, CancellationToken cancellationToken) => SetAsync(request.Entity, null, request.Input, cancellationToken);

    private async Task<ListSettingsAnswer> SetAsync(string entity, Guid? userId, ListSettingsInput input, CancellationToken cancellationToken)
    {
        kinds.Get(entity, user);
        InputValidation.Ensure(validator, input);
        var holder = ListSettings.HolderOf(userId);
        var settings = await db.ListSettings.FirstOrDefaultAsync(s => s.Entity == entity && s.Holder == holder, cancellationToken);
        if (settings is null)
        {
            settings = new ListSettings(Guid.CreateVersion7(clock.GetUtcNow()), entity, userId);
            db.ListSettings.Add(settings);
        }

        settings.Write(JsonSerializer.Serialize(input, CrmJson.Options));
        await db.SaveChangesAsync(cancellationToken);
        return await AnswerAsync(entity, cancellationToken);
    }

    private async Task<ListSettingsAnswer> AnswerAsync(string entity, CancellationToken cancellationToken)
    {
        string[] holders = [ListSettings.HolderOf(user.RequireId()), ListSettings.House];
        var settings = await db.ListSettings.AsNoTracking().Where(s => s.Entity == entity && holders.Contains(s.Holder)).Select(s => new { s.Holder, s.Content }).ToListAsync(cancellationToken);
        ListSettingsInput? Of(string holder) => settings.Find(s => s.Holder == holder) is { } found ? JsonSerializer.Deserialize<ListSettingsInput>(found.Content, CrmJson.Options) : null;
        return new ListSettingsAnswer(entity, Of(holders[0]), Of(holders[1]));
    }
}
