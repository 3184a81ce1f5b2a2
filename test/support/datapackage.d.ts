/** What the tests use of the library of the Data Package standard, which brings no types. */
declare module 'datapackage' {
  interface Resource {
    readonly name: string;
    read(): Promise<unknown[]>;
  }
  export class Package {
    static load(descriptor: object, options: { readonly basePath: string; readonly strict: boolean }): Promise<Package>;
    readonly errors: readonly Error[];
    readonly resources: readonly Resource[];
  }
}
