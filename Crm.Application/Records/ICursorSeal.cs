namespace Crm.Application.Records;

/// <summary>Seals cursors, so that nobody can write one himself.</summary>
public interface ICursorSeal
{
    /// <summary>The sealed text of a cursor.</summary>
    string Seal(byte[] content);

    /// <summary>What was sealed, or null when the seal is broken.</summary>
    byte[]? Open(string cursor);
}
