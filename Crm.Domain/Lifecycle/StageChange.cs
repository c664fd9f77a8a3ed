using System.Globalization;

namespace Crm.Domain.Lifecycle;

/// <summary>A customer came from one stage of life to another. What he was on a day is the last change up to it; before the first he was a prospect.</summary>
public sealed class StageChange
{
    /// <summary>Longest <see cref="Step"/>.</summary>
    public const int StepMaxLength = 40;

    private StageChange()
    {
    }

    /// <summary>A change.</summary>
    /// <param name="id">Id.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="from">The stage before.</param>
    /// <param name="to">The stage from then on.</param>
    /// <param name="on">The day.</param>
    /// <param name="figures">The figures that say why, as JSON.</param>
    public StageChange(Guid id, Guid customerId, StageOfLife from, StageOfLife to, DateOnly on, string figures) =>
        (Id, CustomerId, From, To, On, Step, Figures) = (id, customerId, from, to, on, StepOf(on, from, to), figures);

    /// <summary>Id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The customer.</summary>
    public Guid CustomerId { get; private set; }

    /// <summary>The stage before.</summary>
    public StageOfLife From { get; private set; }

    /// <summary>The stage from then on.</summary>
    public StageOfLife To { get; private set; }

    /// <summary>The day, where the company sits.</summary>
    public DateOnly On { get; private set; }

    /// <summary>Month and both stages in one word, by which lists find whoever took this step: <c>2026-03:active:silent</c>.</summary>
    public string Step { get; private set; } = "";

    /// <summary>The figures that say why, as JSON.</summary>
    public string Figures { get; private set; } = "{}";

    /// <summary>The word for a step.</summary>
    public static string StepOf(DateOnly on, StageOfLife from, StageOfLife to) => string.Create(CultureInfo.InvariantCulture, $"{on:yyyy-MM}:{WordOf(from)}:{WordOf(to)}");

    private static string WordOf(StageOfLife stage) => stage == StageOfLife.WonBack ? "won_back" : stage.ToString().ToLowerInvariant();
}
