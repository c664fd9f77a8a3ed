namespace Crm.Domain.Common;

/// <summary>Something that happened to a record. It is handled in the same transaction, before the change is committed.</summary>
public interface IDomainEvent;
