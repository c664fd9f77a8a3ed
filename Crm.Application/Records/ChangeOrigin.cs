namespace Crm.Application.Records;

/// <summary>What a change came from.</summary>
public enum ChangeSource
{
    /// <summary>The program itself: a job at night, a rule.</summary>
    System,

    /// <summary>A form of the page.</summary>
    Form,

    /// <summary>Another program.</summary>
    Api,

    /// <summary>A row of an imported file.</summary>
    Import,

    /// <summary>Work on many records at once.</summary>
    Bulk,

    /// <summary>An earlier change that was taken back.</summary>
    Undo,
}

/// <summary>Where the changes of this scope come from; the change log writes it beside each of them. Whoever does the work says it first.</summary>
public sealed class ChangeOrigin
{
    /// <summary>What they come from.</summary>
    public ChangeSource Source { get; private set; } = ChangeSource.System;

    /// <summary>The job (import, bulk work) or the undone change.</summary>
    public Guid? Reference { get; private set; }

    /// <summary>Id of the request that brought them, as in the header <c>Request-Id</c>.</summary>
    public string? RequestId { get; private set; }

    /// <summary>Row of the imported file by the id of the record that it becomes, 1 for the first row of data.</summary>
    public IDictionary<Guid, int> Rows { get; } = new Dictionary<Guid, int>();

    /// <summary>Says it.</summary>
    public void Is(ChangeSource source, Guid? reference = null, string? requestId = null) => (Source, Reference, RequestId) = (source, reference, requestId);
}
