using AutoMapper;
using AutoMapper.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Record = Crm.Domain.Common.Record;

namespace Crm.Application.Tests.Architecture;

public class MappingTests
{
    private static readonly MapperConfiguration Maps = Registration.CreateMapperConfiguration(null, NullLoggerFactory.Instance);

    [Fact]
    public void Every_member_of_every_answer_is_filled() => Maps.AssertConfigurationIsValid();

    [Fact]
    public void Nothing_is_mapped_into_a_record() =>
        Assert.DoesNotContain(Maps.Internal().GetAllTypeMaps(), map => map.DestinationType.IsAssignableTo(typeof(Record)));
}
