/** The module that the build makes for one platform's bundle. */
declare module 'destination-function-platform' {
  export const platform: import('../../platforms/platform').Platform
  export const filters: import('./create-destination-function').FunctionParts['filters']
}
