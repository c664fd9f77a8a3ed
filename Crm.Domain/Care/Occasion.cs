namespace Crm.Domain.Care;

/// <summary>Why a customer is thought of on a day.</summary>
public enum OccasionKind
{
    /// <summary>Somebody's birthday.</summary>
    Birthday,

    /// <summary>The day on which the company was founded.</summary>
    Founding,

    /// <summary>The day on which a contract began.</summary>
    Contract,

    /// <summary>A festival.</summary>
    Festival,

    /// <summary>Any other day that matters to this customer.</summary>
    Own,
}
