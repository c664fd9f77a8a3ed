using System;
using Crm.Infrastructure.Persistence.Providers;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class FirstRoom : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CodeListItems",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    List = table.Column<string>(maxLength: 40, nullable: false),
                    Code = table.Column<string>(maxLength: 40, nullable: false),
                    LabelZh = table.Column<string>(maxLength: 80, nullable: false),
                    LabelEn = table.Column<string>(maxLength: 80, nullable: false),
                    Position = table.Column<int>(nullable: false),
                    Active = table.Column<bool>(nullable: false),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CodeListItems", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IdempotentAnswers",
                columns: table => new
                {
                    Key = table.Column<string>(maxLength: 64, nullable: false),
                    Fingerprint = table.Column<string>(maxLength: 64, nullable: false),
                    Status = table.Column<int>(nullable: false),
                    ContentType = table.Column<string>(maxLength: 100, nullable: true),
                    ETag = table.Column<string>(maxLength: 40, nullable: true),
                    Location = table.Column<string>(maxLength: 300, nullable: true),
                    Body = table.Column<byte[]>(nullable: false),
                    ExpiresAt = table.Column<DateTime>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IdempotentAnswers", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "SearchEntries",
                columns: table => new
                {
                    RowNo = table.Column<long>(nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1")
                        .Annotation("Sqlite:Autoincrement", true),
                    RecordType = table.Column<string>(maxLength: 20, nullable: false),
                    RecordId = table.Column<Guid>(nullable: false),
                    Anchors = table.Column<string>(nullable: false),
                    Terms = table.Column<string>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SearchEntries", x => x.RowNo);
                });

            migrationBuilder.CreateTable(
                name: "Sequences",
                columns: table => new
                {
                    Name = table.Column<string>(maxLength: 40, nullable: false),
                    Value = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Sequences", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "SigningKeys",
                columns: table => new
                {
                    KeyId = table.Column<string>(maxLength: 40, nullable: false),
                    Secret = table.Column<byte[]>(maxLength: 64, nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SigningKeys", x => x.KeyId);
                });

            migrationBuilder.CreateTable(
                name: "SignInThrottles",
                columns: table => new
                {
                    Key = table.Column<string>(maxLength: 64, nullable: false),
                    Failures = table.Column<int>(nullable: false),
                    LastFailureAt = table.Column<DateTime>(nullable: false),
                    BlockedUntil = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignInThrottles", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "Tags",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Name = table.Column<string>(maxLength: 40, nullable: false),
                    Color = table.Column<string>(maxLength: 20, nullable: false),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Tags", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Teams",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Name = table.Column<string>(maxLength: 60, nullable: false),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Teams", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Users",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Name = table.Column<string>(maxLength: 100, nullable: false),
                    Email = table.Column<string>(maxLength: 254, nullable: false),
                    Role = table.Column<string>(maxLength: 30, nullable: false),
                    TeamId = table.Column<Guid>(nullable: true),
                    PasswordHash = table.Column<string>(maxLength: 200, nullable: false),
                    MustChangePassword = table.Column<bool>(nullable: false),
                    Active = table.Column<bool>(nullable: false),
                    TimeZone = table.Column<string>(maxLength: 60, nullable: false),
                    LastSignInAt = table.Column<DateTime>(nullable: true),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Users", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Users_Teams_TeamId",
                        column: x => x.TeamId,
                        principalTable: "Teams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Contacts",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Name = table.Column<string>(maxLength: 100, nullable: false),
                    EnglishName = table.Column<string>(maxLength: 100, nullable: true),
                    Salutation = table.Column<string>(maxLength: 40, nullable: true),
                    Gender = table.Column<string>(maxLength: 30, nullable: true),
                    Birthday = table.Column<DateOnly>(nullable: true),
                    Phones = table.Column<string>(nullable: false),
                    Emails = table.Column<string>(nullable: false),
                    PrimaryPhone = table.Column<string>(maxLength: 40, nullable: true),
                    PrimaryEmail = table.Column<string>(maxLength: 254, nullable: true),
                    Wechat = table.Column<string>(maxLength: 60, nullable: true),
                    Description = table.Column<string>(maxLength: 4000, nullable: true),
                    Preferences = table.Column<string>(nullable: false),
                    DoNotContact = table.Column<string>(nullable: false),
                    OwnerId = table.Column<Guid>(nullable: true),
                    LastContactAt = table.Column<DateTime>(nullable: true),
                    NameSortKey = table.Column<string>(maxLength: 200, nullable: false),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Contacts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Contacts_Users_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Customers",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Number = table.Column<string>(maxLength: 20, nullable: false),
                    Kind = table.Column<string>(maxLength: 30, nullable: false),
                    Name = table.Column<string>(maxLength: 200, nullable: false),
                    ShortName = table.Column<string>(maxLength: 60, nullable: true),
                    EnglishName = table.Column<string>(maxLength: 200, nullable: true),
                    Industry = table.Column<string>(maxLength: 40, nullable: true),
                    Source = table.Column<string>(maxLength: 40, nullable: true),
                    Size = table.Column<string>(maxLength: 40, nullable: true),
                    Status = table.Column<string>(maxLength: 40, nullable: true),
                    Rating = table.Column<int>(nullable: true),
                    Website = table.Column<string>(maxLength: 300, nullable: true),
                    Phones = table.Column<string>(nullable: false),
                    Emails = table.Column<string>(nullable: false),
                    PrimaryPhone = table.Column<string>(maxLength: 40, nullable: true),
                    PrimaryEmail = table.Column<string>(maxLength: 254, nullable: true),
                    FoundedOn = table.Column<DateOnly>(nullable: true),
                    Birthday = table.Column<DateOnly>(nullable: true),
                    CreditCode = table.Column<string>(maxLength: 18, nullable: true),
                    Description = table.Column<string>(maxLength: 4000, nullable: true),
                    Preferences = table.Column<string>(nullable: false),
                    DoNotContact = table.Column<string>(nullable: false),
                    ParentId = table.Column<Guid>(nullable: true),
                    OwnerId = table.Column<Guid>(nullable: true),
                    LastContactAt = table.Column<DateTime>(nullable: true),
                    NextFollowUpAt = table.Column<DateTime>(nullable: true),
                    NameSortKey = table.Column<string>(maxLength: 200, nullable: false),
                    AnnualRevenue = table.Column<decimal>(precision: 19, scale: 4, nullable: true),
                    AnnualRevenueCurrency = table.Column<string>(maxLength: 3, nullable: true),
                    CityCode = table.Column<string>(maxLength: 6, nullable: true),
                    DistrictCode = table.Column<string>(maxLength: 6, nullable: true),
                    AddressLine1 = table.Column<string>(maxLength: 200, nullable: true),
                    AddressLine2 = table.Column<string>(maxLength: 200, nullable: true),
                    PostalCode = table.Column<string>(maxLength: 12, nullable: true),
                    ProvinceCode = table.Column<string>(maxLength: 6, nullable: true),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Customers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Customers_Customers_ParentId",
                        column: x => x.ParentId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Customers_Users_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RecentViews",
                columns: table => new
                {
                    UserId = table.Column<Guid>(nullable: false),
                    Type = table.Column<string>(maxLength: 20, nullable: false),
                    RecordId = table.Column<Guid>(nullable: false),
                    ViewedAt = table.Column<DateTime>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecentViews", x => new { x.UserId, x.Type, x.RecordId });
                    table.ForeignKey(
                        name: "FK_RecentViews_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "UserSessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    UserId = table.Column<Guid>(nullable: false),
                    TokenHash = table.Column<string>(maxLength: 64, nullable: false),
                    StartedAt = table.Column<DateTime>(nullable: false),
                    LastUsedAt = table.Column<DateTime>(nullable: false),
                    ExpiresAt = table.Column<DateTime>(nullable: false),
                    EndedAt = table.Column<DateTime>(nullable: true),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UserSessions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_UserSessions_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ContactTags",
                columns: table => new
                {
                    ContactId = table.Column<Guid>(nullable: false),
                    TagId = table.Column<Guid>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContactTags", x => new { x.ContactId, x.TagId });
                    table.ForeignKey(
                        name: "FK_ContactTags_Contacts_ContactId",
                        column: x => x.ContactId,
                        principalTable: "Contacts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ContactTags_Tags_TagId",
                        column: x => x.TagId,
                        principalTable: "Tags",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CustomerAddresses",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    CustomerId = table.Column<Guid>(nullable: false),
                    Label = table.Column<string>(maxLength: 30, nullable: false),
                    Recipient = table.Column<string>(maxLength: 100, nullable: true),
                    Phone = table.Column<string>(maxLength: 40, nullable: true),
                    IsPrimary = table.Column<bool>(nullable: false),
                    CityCode = table.Column<string>(maxLength: 6, nullable: true),
                    DistrictCode = table.Column<string>(maxLength: 6, nullable: true),
                    AddressLine1 = table.Column<string>(maxLength: 200, nullable: true),
                    AddressLine2 = table.Column<string>(maxLength: 200, nullable: true),
                    PostalCode = table.Column<string>(maxLength: 12, nullable: true),
                    ProvinceCode = table.Column<string>(maxLength: 6, nullable: true),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CustomerAddresses", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CustomerAddresses_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CustomerContacts",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    CustomerId = table.Column<Guid>(nullable: false),
                    ContactId = table.Column<Guid>(nullable: false),
                    Role = table.Column<string>(maxLength: 40, nullable: true),
                    Title = table.Column<string>(maxLength: 100, nullable: true),
                    Department = table.Column<string>(maxLength: 100, nullable: true),
                    IsPrimary = table.Column<bool>(nullable: false),
                    LeftOn = table.Column<DateOnly>(nullable: true),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CustomerContacts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CustomerContacts_Contacts_ContactId",
                        column: x => x.ContactId,
                        principalTable: "Contacts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CustomerContacts_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CustomerTags",
                columns: table => new
                {
                    CustomerId = table.Column<Guid>(nullable: false),
                    TagId = table.Column<Guid>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CustomerTags", x => new { x.CustomerId, x.TagId });
                    table.ForeignKey(
                        name: "FK_CustomerTags_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_CustomerTags_Tags_TagId",
                        column: x => x.TagId,
                        principalTable: "Tags",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Interactions",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    CustomerId = table.Column<Guid>(nullable: true),
                    Channel = table.Column<string>(maxLength: 30, nullable: false),
                    Direction = table.Column<string>(maxLength: 30, nullable: true),
                    Subject = table.Column<string>(maxLength: 200, nullable: false),
                    Body = table.Column<string>(maxLength: 20000, nullable: true),
                    StartedAt = table.Column<DateTime>(nullable: false),
                    DurationMinutes = table.Column<int>(nullable: true),
                    Outcome = table.Column<string>(maxLength: 40, nullable: true),
                    Participants = table.Column<string>(nullable: false),
                    OwnerId = table.Column<Guid>(nullable: false),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Interactions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Interactions_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Interactions_Users_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TaxProfiles",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    CustomerId = table.Column<Guid>(nullable: false),
                    Title = table.Column<string>(maxLength: 200, nullable: false),
                    TaxNumber = table.Column<string>(maxLength: 20, nullable: true),
                    InvoiceType = table.Column<string>(maxLength: 30, nullable: false),
                    RegisteredAddress = table.Column<string>(maxLength: 200, nullable: true),
                    RegisteredPhone = table.Column<string>(maxLength: 40, nullable: true),
                    BankName = table.Column<string>(maxLength: 200, nullable: true),
                    BankAccount = table.Column<string>(maxLength: 40, nullable: true),
                    IsDefault = table.Column<bool>(nullable: false),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TaxProfiles", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TaxProfiles_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Files",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    CustomerId = table.Column<Guid>(nullable: true),
                    InteractionId = table.Column<Guid>(nullable: true),
                    Name = table.Column<string>(maxLength: 200, nullable: false),
                    ContentType = table.Column<string>(maxLength: 100, nullable: false),
                    Size = table.Column<long>(nullable: false),
                    Sha256 = table.Column<string>(maxLength: 64, nullable: false),
                    StorageKey = table.Column<string>(maxLength: 100, nullable: false),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Files", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Files_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Files_Interactions_InteractionId",
                        column: x => x.InteractionId,
                        principalTable: "Interactions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FollowUps",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Subject = table.Column<string>(maxLength: 200, nullable: false),
                    Channel = table.Column<string>(maxLength: 30, nullable: false),
                    DueOn = table.Column<DateOnly>(nullable: true),
                    DueAt = table.Column<DateTime>(nullable: true),
                    Due = table.Column<DateTime>(nullable: false),
                    OwnerId = table.Column<Guid>(nullable: false),
                    CustomerId = table.Column<Guid>(nullable: true),
                    ContactId = table.Column<Guid>(nullable: true),
                    Notes = table.Column<string>(maxLength: 4000, nullable: true),
                    Status = table.Column<string>(maxLength: 30, nullable: false),
                    Result = table.Column<string>(maxLength: 4000, nullable: true),
                    CompletedAt = table.Column<DateTime>(nullable: true),
                    InteractionId = table.Column<Guid>(nullable: true),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<DateTime>(nullable: false),
                    CreatedBy = table.Column<Guid>(nullable: true),
                    UpdatedAt = table.Column<DateTime>(nullable: false),
                    UpdatedBy = table.Column<Guid>(nullable: true),
                    DeletedAt = table.Column<DateTime>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FollowUps", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FollowUps_Contacts_ContactId",
                        column: x => x.ContactId,
                        principalTable: "Contacts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FollowUps_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FollowUps_Interactions_InteractionId",
                        column: x => x.InteractionId,
                        principalTable: "Interactions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FollowUps_Users_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "InteractionContacts",
                columns: table => new
                {
                    InteractionId = table.Column<Guid>(nullable: false),
                    ContactId = table.Column<Guid>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InteractionContacts", x => new { x.InteractionId, x.ContactId });
                    table.ForeignKey(
                        name: "FK_InteractionContacts_Contacts_ContactId",
                        column: x => x.ContactId,
                        principalTable: "Contacts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_InteractionContacts_Interactions_InteractionId",
                        column: x => x.InteractionId,
                        principalTable: "Interactions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CodeListItems_List_Code",
                table: "CodeListItems",
                columns: new[] { "List", "Code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Contacts_CreatedAt_Id",
                table: "Contacts",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Contacts_LastContactAt_Id",
                table: "Contacts",
                columns: new[] { "LastContactAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Contacts_NameSortKey_Id",
                table: "Contacts",
                columns: new[] { "NameSortKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Contacts_OwnerId_NameSortKey_Id",
                table: "Contacts",
                columns: new[] { "OwnerId", "NameSortKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Contacts_UpdatedAt_Id",
                table: "Contacts",
                columns: new[] { "UpdatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ContactTags_TagId",
                table: "ContactTags",
                column: "TagId");

            migrationBuilder.CreateIndex(
                name: "IX_CustomerAddresses_CustomerId",
                table: "CustomerAddresses",
                column: "CustomerId");

            migrationBuilder.CreateIndex(
                name: "IX_CustomerContacts_ContactId",
                table: "CustomerContacts",
                column: "ContactId");

            migrationBuilder.CreateIndex(
                name: "IX_CustomerContacts_CustomerId_ContactId",
                table: "CustomerContacts",
                columns: new[] { "CustomerId", "ContactId" },
                unique: true,
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Customers_CreatedAt_Id",
                table: "Customers",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_CreditCode",
                table: "Customers",
                column: "CreditCode",
                unique: true,
                filter: "\"CreditCode\" IS NOT NULL AND \"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Customers_LastContactAt_Id",
                table: "Customers",
                columns: new[] { "LastContactAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_NameSortKey_Id",
                table: "Customers",
                columns: new[] { "NameSortKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_NextFollowUpAt_Id",
                table: "Customers",
                columns: new[] { "NextFollowUpAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_Number",
                table: "Customers",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Customers_OwnerId_LastContactAt",
                table: "Customers",
                columns: new[] { "OwnerId", "LastContactAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_OwnerId_NameSortKey_Id",
                table: "Customers",
                columns: new[] { "OwnerId", "NameSortKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_OwnerId_NextFollowUpAt",
                table: "Customers",
                columns: new[] { "OwnerId", "NextFollowUpAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_ParentId",
                table: "Customers",
                column: "ParentId");

            migrationBuilder.CreateIndex(
                name: "IX_Customers_UpdatedAt_Id",
                table: "Customers",
                columns: new[] { "UpdatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_CustomerTags_TagId",
                table: "CustomerTags",
                column: "TagId");

            migrationBuilder.CreateIndex(
                name: "IX_Files_CustomerId",
                table: "Files",
                column: "CustomerId");

            migrationBuilder.CreateIndex(
                name: "IX_Files_InteractionId",
                table: "Files",
                column: "InteractionId");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_ContactId",
                table: "FollowUps",
                column: "ContactId");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_CustomerId_CompletedAt",
                table: "FollowUps",
                columns: new[] { "CustomerId", "CompletedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_CustomerId_Status_Due",
                table: "FollowUps",
                columns: new[] { "CustomerId", "Status", "Due" });

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_Due_Id",
                table: "FollowUps",
                columns: new[] { "Due", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_InteractionId",
                table: "FollowUps",
                column: "InteractionId");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_OwnerId_Status_Due",
                table: "FollowUps",
                columns: new[] { "OwnerId", "Status", "Due" });

            migrationBuilder.CreateIndex(
                name: "IX_IdempotentAnswers_ExpiresAt",
                table: "IdempotentAnswers",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_InteractionContacts_ContactId",
                table: "InteractionContacts",
                column: "ContactId");

            migrationBuilder.CreateIndex(
                name: "IX_Interactions_CustomerId_StartedAt_Id",
                table: "Interactions",
                columns: new[] { "CustomerId", "StartedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Interactions_OwnerId_StartedAt_Id",
                table: "Interactions",
                columns: new[] { "OwnerId", "StartedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Interactions_StartedAt_Id",
                table: "Interactions",
                columns: new[] { "StartedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_RecentViews_UserId_ViewedAt",
                table: "RecentViews",
                columns: new[] { "UserId", "ViewedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_SearchEntries_RecordId",
                table: "SearchEntries",
                column: "RecordId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Tags_Name",
                table: "Tags",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TaxProfiles_CustomerId",
                table: "TaxProfiles",
                column: "CustomerId");

            migrationBuilder.CreateIndex(
                name: "IX_Teams_Name",
                table: "Teams",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Users_Email",
                table: "Users",
                column: "Email",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Users_TeamId",
                table: "Users",
                column: "TeamId");

            migrationBuilder.CreateIndex(
                name: "IX_UserSessions_UserId",
                table: "UserSessions",
                column: "UserId");

            if (migrationBuilder.ActiveProvider == Sqlite.ProviderName)
                Sqlite.CreateSearchTable(migrationBuilder);
            if (migrationBuilder.ActiveProvider == Postgres.ProviderName)
                Postgres.CreateSearchVectors(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            if (migrationBuilder.ActiveProvider == Sqlite.ProviderName)
                Sqlite.DropSearchTable(migrationBuilder);
            if (migrationBuilder.ActiveProvider == Postgres.ProviderName)
                Postgres.DropSearchVectors(migrationBuilder);

            migrationBuilder.DropTable(
                name: "CodeListItems");

            migrationBuilder.DropTable(
                name: "ContactTags");

            migrationBuilder.DropTable(
                name: "CustomerAddresses");

            migrationBuilder.DropTable(
                name: "CustomerContacts");

            migrationBuilder.DropTable(
                name: "CustomerTags");

            migrationBuilder.DropTable(
                name: "Files");

            migrationBuilder.DropTable(
                name: "FollowUps");

            migrationBuilder.DropTable(
                name: "IdempotentAnswers");

            migrationBuilder.DropTable(
                name: "InteractionContacts");

            migrationBuilder.DropTable(
                name: "RecentViews");

            migrationBuilder.DropTable(
                name: "SearchEntries");

            migrationBuilder.DropTable(
                name: "Sequences");

            migrationBuilder.DropTable(
                name: "SigningKeys");

            migrationBuilder.DropTable(
                name: "SignInThrottles");

            migrationBuilder.DropTable(
                name: "TaxProfiles");

            migrationBuilder.DropTable(
                name: "UserSessions");

            migrationBuilder.DropTable(
                name: "Tags");

            migrationBuilder.DropTable(
                name: "Contacts");

            migrationBuilder.DropTable(
                name: "Interactions");

            migrationBuilder.DropTable(
                name: "Customers");

            migrationBuilder.DropTable(
                name: "Users");

            migrationBuilder.DropTable(
                name: "Teams");
        }
    }
}
