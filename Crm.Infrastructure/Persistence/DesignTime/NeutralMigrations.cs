using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Persistence.DesignTime;

/// <summary>Makes <c>dotnet ef migrations add</c> write migrations that every engine understands: types of C# and lengths, no store types.</summary>
public sealed partial class NeutralMigrations : IDesignTimeServices
{
    /// <inheritdoc/>
    public void ConfigureDesignTimeServices(IServiceCollection serviceCollection)
    {
        serviceCollection.AddSingleton<ICSharpMigrationOperationGenerator, Operations>();
        serviceCollection.AddSingleton<ICSharpSnapshotGenerator, Snapshot>();
    }

    private sealed class Operations(CSharpMigrationOperationGeneratorDependencies dependencies) : CSharpMigrationOperationGenerator(dependencies)
    {
        public override void Generate(string builderName, IReadOnlyList<MigrationOperation> operations, IndentedStringBuilder builder)
        {
            foreach (var column in operations.OfType<ColumnOperation>().Concat(operations.OfType<CreateTableOperation>().SelectMany(t => t.Columns))) column.ColumnType = null;
            foreach (var alter in operations.OfType<AlterColumnOperation>()) alter.OldColumn.ColumnType = null;
            base.Generate(builderName, operations, builder);
        }
    }

    private sealed partial class Snapshot(CSharpSnapshotGeneratorDependencies dependencies) : CSharpSnapshotGenerator(dependencies)
    {
        protected override void GeneratePropertyAnnotations(string propertyBuilderName, IProperty property, IndentedStringBuilder stringBuilder)
        {
            var written = new IndentedStringBuilder();
            base.GeneratePropertyAnnotations(propertyBuilderName, property, written);
            stringBuilder.AppendLines(StoreType().Replace(written.ToString(), ""));
            stringBuilder.DecrementIndent(); // EF ends there what it began with the property
        }

        [GeneratedRegex("""\s*\.HasColumnType\("[^"]*"\)""")]
        private static partial Regex StoreType();
    }
}
