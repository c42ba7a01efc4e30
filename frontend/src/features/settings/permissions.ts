const NAMES = ['manage_accounts', 'view_all_accounts', 'manage_contacts', 'manage_tags', 'manage_pipelines', 'assign_members', 'manage_tasks_of_others', 'manage_invoices', 'manage_documents', 'manage_integrations'];

/** What an employee may be let to do, for choosers. */
export const PERMISSIONS = NAMES.map((value) => ({ value, label: value.replaceAll('_', ' ') }));
