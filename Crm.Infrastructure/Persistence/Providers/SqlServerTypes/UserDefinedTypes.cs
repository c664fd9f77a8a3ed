namespace Microsoft.SqlServer.Server;

/// <summary>How a CLR user-defined type is written to bytes.</summary>
public enum Format
{
    /// <summary>Not said.</summary>
    Unknown = 0,

    /// <summary>By its fields, in their order.</summary>
    Native = 1,

    /// <summary>By its own <see cref="IBinarySerialize"/>.</summary>
    UserDefined = 2,
}

/// <summary>Whether a CLR function reads tables.</summary>
public enum DataAccessKind
{
    /// <summary>It reads nothing.</summary>
    None = 0,

    /// <summary>It reads tables of users.</summary>
    Read = 1,
}

/// <summary>Whether a CLR function reads catalogues.</summary>
public enum SystemDataAccessKind
{
    /// <summary>It reads nothing.</summary>
    None = 0,

    /// <summary>It reads catalogues.</summary>
    Read = 1,
}

/// <summary>A CLR type that writes itself to bytes.</summary>
public interface IBinarySerialize
{
    /// <summary>Takes its state from bytes.</summary>
    void Read(BinaryReader r);

    /// <summary>Gives its state as bytes.</summary>
    void Write(BinaryWriter w);
}

/// <summary>Marks a CLR type that is a type of the database. The client looks for it on parameters and columns; the product has none.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = true)]
public sealed class SqlUserDefinedTypeAttribute(Format format) : Attribute
{
    /// <summary>How the type is written.</summary>
    public Format Format { get; } = format;

    /// <summary>Most bytes of a value; -1 for no limit.</summary>
    public int MaxByteSize { get; set; }

    /// <summary>Whether all values have the same length.</summary>
    public bool IsFixedLength { get; set; }

    /// <summary>Whether the order of the bytes is the order of the values.</summary>
    public bool IsByteOrdered { get; set; }

    /// <summary>Method that checks a value.</summary>
    public string? ValidationMethodName { get; set; }

    /// <summary>Name of the type.</summary>
    public string? Name { get; set; }
}

/// <summary>A CLR type was used as a type of the database and is none.</summary>
public sealed class InvalidUdtException : SystemException
{
    private InvalidUdtException(string message)
        : base(message)
    {
    }

    /// <summary>Says which type and why.</summary>
    public static InvalidUdtException Create(Type udtType, string resourceReason) => new($"'{udtType.FullName}' is an invalid user defined type, reason: {resourceReason}.");
}
