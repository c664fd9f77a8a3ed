using System.Linq.Expressions;
using Crm.Application.Common;
using Crm.Domain.Customers;

namespace Crm.Application.Tests.Common;

/// <summary>Queries of one shape share what was compiled; what differs in more than its values must not.</summary>
public sealed class QueryShapeTests
{
    [Fact]
    public void Other_values_make_no_other_shape()
    {
        Assert.Equal(Rated(1), Rated(5));
        Assert.Equal(Rated(1).GetHashCode(), Rated(5).GetHashCode());
        Assert.Equal(5, Rated(5).Values[0].Boxed);
    }

    [Fact]
    public void Another_condition_field_or_name_makes_another_shape()
    {
        var rating = QueryValue.Of<int?>(1);
        Expression<Func<Customer, bool>> below = c => c.Rating < rating.Value;
        Expression<Func<Customer, bool>> version = c => c.Version == rating.Value;

        Assert.NotEqual(Rated(1), QueryShape.Of("list", [below]));
        Assert.NotEqual(Rated(1), QueryShape.Of("list", [version]));
        Assert.NotEqual(Rated(1), QueryShape.Of("bin", [Condition(1)]));
        Assert.NotEqual(Rated(1), QueryShape.Of("list", [Condition(1), Condition(1)]));
    }

    [Fact]
    public void One_value_that_stands_twice_is_one_parameter()
    {
        var rating = QueryValue.Of<int?>(1);
        Expression<Func<Customer, bool>> between = c => c.Rating >= rating.Value && c.Rating <= rating.Value;

        Assert.Equal([rating], QueryShape.Of("list", [between]).Values);
    }

    [Fact]
    public void A_query_with_a_value_that_is_not_in_its_shape_is_never_kept()
    {
        var (named, unnamed, captured) = (QueryValue.Of<int?>(1), QueryValue.Of<int?>(2), 3);
        var shape = QueryShape.Of("list", named);
        Expression<Func<Customer, bool>> good = c => c.Rating == named.Value;
        Expression<Func<Customer, bool>> stranger = c => c.Rating == unnamed.Value;
        Expression<Func<Customer, bool>> local = c => c.Rating == captured;

        Assert.DoesNotContain("named", shape.Parameterize(good).ToString(), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => shape.Parameterize(stranger));
        Assert.Throws<InvalidOperationException>(() => shape.Parameterize(local));
    }

    private static QueryShape Rated(int rating) => QueryShape.Of("list", [Condition(rating)]);

    private static Expression<Func<Customer, bool>> Condition(int rating)
    {
        var value = QueryValue.Of<int?>(rating);
        return c => c.Rating == value.Value;
    }
}
