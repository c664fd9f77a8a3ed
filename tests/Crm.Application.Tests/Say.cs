using System.Globalization;
using Crm.Application.Common;
using FluentValidation;

namespace Crm.Application.Tests;

/// <summary>Moments and refusals as the tests say them.</summary>
internal static class Say
{
    /// <summary>A clock that stands.</summary>
    public static readonly TimeProvider Clock = new StoppedClock();

    public static DateTime Utc(string moment) => DateTime.Parse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

    /// <summary>What is wrong with an input, as "pointer code", in order.</summary>
    public static IEnumerable<string> Faults<T>(IValidator<T> validator, T input)
    {
        try
        {
            InputValidation.Ensure(validator, input);
            return [];
        }
        catch (InvalidException e)
        {
            return e.Errors.Select(f => $"{f.Pointer} {f.Code}");
        }
    }

    /// <summary>The only error of a refusal, as "parameter or pointer code".</summary>
    public static string RefusalOf(Action act)
    {
        var error = Assert.Single(Assert.Throws<InvalidException>(act).Errors);
        return $"{error.Parameter ?? error.Pointer} {error.Code}";
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 3, 18, 7, 20, 0, TimeSpan.Zero);
    }
}
