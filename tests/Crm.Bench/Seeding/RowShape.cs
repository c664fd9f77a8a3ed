using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Bench.Seeding;

/// <summary>How the product's own model writes an entity into its table: the columns, and for each the value the engine stores.</summary>
internal sealed class RowShape
{
    private readonly Func<object, object?>[] _values;

    private RowShape(ITable table, List<IColumn> columns)
    {
        Table = table.Name;
        Columns = columns.ConvertAll(c => c.Name);
        StoreTypes = columns.ConvertAll(c => c.StoreType.Split('(')[0]);
        _values = [.. columns.Select(Value)];
    }

    public string Table { get; }

    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyList<string> StoreTypes { get; }

    /// <summary>The shape of a class of the model. Columns that the database computes are left out.</summary>
    public static RowShape Of(IModel model, Type type)
    {
        var table = model.FindEntityType(type)!.GetTableMappings().Single().Table;
        return new RowShape(table, [.. table.Columns.Where(c => c.ComputedColumnSql is null)]);
    }

    /// <summary>Writes the stored values of an entity into a row.</summary>
    public object?[] Read(object entity)
    {
        var row = new object?[_values.Length];
        for (var i = 0; i < row.Length; i++) row[i] = _values[i](entity);
        return row;
    }

    private static Func<object, object?> Value(IColumn column)
    {
        var property = column.PropertyMappings[0].Property;
        var (path, get) = (PathTo(property.DeclaringType), property.GetGetter());
        var convert = ((RelationalTypeMapping)property.GetTypeMapping()).Converter?.ConvertToProvider;
        return entity =>
        {
            object? owner = entity;
            foreach (var step in path)
            {
                owner = step.GetClrValue(owner);
                if (owner is null) return null;
            }

            var value = get.GetClrValue(owner);
            return value is null || convert is null ? value : convert(value);
        };
    }

    /// <summary>From the entity to the complex value (a place, an amount) that holds a property.</summary>
    private static List<IClrPropertyGetter> PathTo(ITypeBase type)
    {
        var path = new List<IClrPropertyGetter>();
        for (; type is IComplexType complex; type = complex.ComplexProperty.DeclaringType) path.Insert(0, complex.ComplexProperty.GetGetter());
        return path;
    }
}
