using MediatR;

namespace Crm.Application.Security;

/// <summary>Makes a new signing key when the newest is old. Answers how many were made.</summary>
[SystemRequest]
public sealed record RotateSigningKeys : IRequest<int>;

internal sealed class RotateSigningKeysHandler(ISigningKeys keys) : IRequestHandler<RotateSigningKeys, int>
{
    public async Task<int> Handle(RotateSigningKeys request, CancellationToken cancellationToken) => await keys.RotateAsync(cancellationToken) ? 1 : 0;
}
