using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Calendar;
using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Domain.Security;
using Crm.Domain.Settings;

namespace Crm.Application.Contacts;

/// <summary>A contact, field by field.</summary>
public sealed class ContactDescriptor : EntityDescriptor<Contact>
{
    /// <summary>Names every field once.</summary>
    public ContactDescriptor()
        : base("contacts", new Label("联系人", "Contacts"))
    {
        Add(Field("name", FieldType.PersonName, "姓名", "Name", c => c.Name) with
        {
            PersonalData = PersonalData.Contact, Required = true, Matchable = true, Sortable = true, SortBy = By(c => c.NameSortKey), Filterable = true, Searchable = true, MaxLength = Contact.NameMaxLength,
        });
        Add(Field("englishName", FieldType.Text, "英文名", "English name", c => c.EnglishName) with { PersonalData = PersonalData.Contact, Filterable = true, Searchable = true, MaxLength = Contact.NameMaxLength });
        Add(Field("salutation", FieldType.Code, "称谓", "Salutation", c => c.Salutation) with { BulkEditable = true, Filterable = true, CodeList = CodeLists.Salutation });
        Add(Field("gender", FieldType.Choice, "性别", "Gender", c => c.Gender) with { PersonalData = PersonalData.Contact, BulkEditable = true, Filterable = true, Choices = WordsOf<Gender>(), Options = Named(("male", "男", "Male"), ("female", "女", "Female")) });
        Add(Field("birthday", FieldType.Date, "生日", "Birthday", c => c.Birthday) with { PersonalData = PersonalData.Contact, Filterable = true });
        Add(Field("birthdayCalendar", FieldType.Choice, "生日历法", "Birthday calendar", c => c.BirthdayCalendar) with { PersonalData = PersonalData.Contact, Filterable = true, Choices = WordsOf<YearCalendar>(), Options = Named(("solar", "公历", "Solar"), ("lunar", "农历", "Lunar")) });
        Add(Field("phones", FieldType.Phone, "电话", "Phones", c => c.PrimaryPhone) with { PersonalData = PersonalData.Contact, Matchable = true, Normalize = PhoneNumber.Key, Stored = By(c => c.Phones), Searchable = true });
        Add(Field("emails", FieldType.Email, "邮箱", "E-mails", c => c.PrimaryEmail) with { PersonalData = PersonalData.Contact, Matchable = true, Stored = By(c => c.Emails), Searchable = true });
        Add(Field("wechat", FieldType.Text, "微信", "WeChat", c => c.Wechat) with { PersonalData = PersonalData.Contact, Matchable = true, Filterable = true, MaxLength = Contact.WechatMaxLength });
        Add(Field("customerId", FieldType.Relations, "客户", "Customer", c => c.Customers.Select(l => l.CustomerId)) with { Logged = false, ReadOnly = true, Filterable = true, RelatesTo = "customers" });
        Add(Field("ownerId", FieldType.Owner, "负责人", "Owner", c => c.OwnerId) with { BulkEditable = true, Filterable = true });
        Add(Field("tags", FieldType.Tags, "标签", "Tags", c => c.Tags.Select(t => t.Tag!.Name)) with { BulkEditable = true, Filterable = true });
        Add(Field("description", FieldType.LongText, "备注", "Description", c => c.Description) with { BulkEditable = true, MaxLength = Customer.DescriptionMaxLength });
        Add(Field("preferences", FieldType.Preferences, "偏好", "Preferences", c => c.Preferences) with { PersonalData = PersonalData.Contact });
        Add(Field("doNotContact", FieldType.Choices, "免打扰", "Do not contact", c => c.DoNotContact) with { PersonalData = PersonalData.Contact, BulkEditable = true, Choices = WordsOf<ContactChannel>() });
        Add(Field("lastContactAt", FieldType.DateTime, "最近联系", "Last contact", c => c.LastContactAt) with { Absence = new Label("未跟进", "no contact"), Logged = false, ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("createdAt", FieldType.DateTime, "创建时间", "Created at", c => c.CreatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(Field("updatedAt", FieldType.DateTime, "更新时间", "Updated at", c => c.UpdatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(To<User, UserDescriptor>("owner", "负责人", "Owner", c => c.Owner));
        Add(ToMany<Customer, CustomerDescriptor>("customer", "客户", "Customer", c => c.Customers.Select(l => l.Customer!)));
    }

    /// <inheritdoc/>
    public override string DefaultSort => "-updatedAt";
}
