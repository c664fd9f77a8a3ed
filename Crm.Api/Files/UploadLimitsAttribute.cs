using Crm.Domain.Files;
using Microsoft.AspNetCore.Http.Metadata;

namespace Crm.Api.Files;

/// <summary>Uploads may be larger than JSON: a whole file, and a little for the envelope around it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UploadLimitsAttribute : Attribute, IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => StoredFile.MaxBytes + (64 * 1024);
}
