using Crm.Domain.Activities;

namespace Crm.Infrastructure.Seeding;

/// <summary>
/// One conversation of a story. Texts may hold {contact}, {product}, {part}, {quantity}, {amount}, {days} and {engineer};
/// they mean the same throughout a story.
/// </summary>
/// <param name="Channel">How it took place.</param>
/// <param name="Direction">Who began.</param>
/// <param name="Role">Code of the list contact_role: whom one speaks with, where there is somebody.</param>
/// <param name="Outcome">Code of the list interaction_outcome.</param>
/// <param name="Minutes">How long it took; zero where nobody measures.</param>
/// <param name="Gap">Days since the step before.</param>
/// <param name="Subject">What it was about.</param>
/// <param name="Body">What was said.</param>
internal sealed record DemoStep(
    InteractionChannel Channel,
    Direction? Direction,
    string? Role,
    string? Outcome,
    int Minutes,
    int Gap,
    string Subject,
    string Body);
